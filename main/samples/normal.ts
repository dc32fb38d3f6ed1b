import type { Draws } from '#app/runs/random.ts';

/** A number of mean 0 and deviation 1 (Box & Muller 1958, "A note on the generation of random normal deviates"). */
export const normal = ({ next }: Draws): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
