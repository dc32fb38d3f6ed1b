/** A first run should be over while one still looks on. Seconds. */
const patience = 90;
const usual = 20;
/** Numbers of epochs that people choose; more than the last is seldom better for a first look. */
const round = [1, 2, 3, 5, 8, 10, 12, 15, 20, 25, 30, 40, 50] as const;

/** How many epochs a new run begins with: as many round ones as fit 90 seconds; 20 where no step has been measured here yet. */
export function suggestedEpochs(secondsPerEpoch: number | null): number {
  if (secondsPerEpoch === null || !(secondsPerEpoch > 0)) return usual;
  return round.findLast((epochs) => epochs * secondsPerEpoch <= patience) ?? 1;
}
