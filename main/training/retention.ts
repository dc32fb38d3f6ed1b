/** What the rule looks at of a checkpoint. */
interface Kept {
  epoch: number;
  best: boolean;
}

/** Epochs whose checkpoints may go: all but the newest, the best, and every `every`-th (0: no others). */
export function superfluous(checkpoints: readonly Kept[], every: number): number[] {
  const newest = Math.max(0, ...checkpoints.map((checkpoint) => checkpoint.epoch));
  return checkpoints
    .filter(({ epoch, best }) => epoch !== newest && !best && !(every > 0 && epoch % every === 0))
    .map((checkpoint) => checkpoint.epoch);
}
