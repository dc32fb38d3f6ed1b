/** How often a fault is tried: in `npm test`, and in `npm run test:long`. docs/faults.md says what that proves. */
export const times = (usual: number, long: number): number => (process.env.UNFOLD_LONG ? long : usual);
