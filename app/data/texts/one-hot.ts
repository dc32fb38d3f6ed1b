/** Padding and unknown have no column: all their numbers are 0, as in the course notes. */
const without = 2;

/** Features of a step: one for each code but padding and unknown. */
export const oneHotWidth = (codes: number) => codes - without;

/** Writes codes [timesteps] as [timesteps, width] zeros and ones from `offset` on. */
export function oneHotInto(codes: Int32Array, width: number, into: Float32Array, offset: number): void {
  into.fill(0, offset, offset + codes.length * width);
  for (let step = 0; step < codes.length; step += 1) {
    const code = codes[step] ?? 0;
    if (code >= without) into[offset + step * width + code - without] = 1;
  }
}
