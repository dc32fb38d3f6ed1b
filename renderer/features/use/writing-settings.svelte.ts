import type { Order } from './writing.svelte.ts';

/** How many seeds there are. */
const seeds = 2 ** 31;

/** How the next text is to be written. */
export class WritingSettings {
  length = $state(200);
  temperature = $state(0.8);
  topK = $state(0);
  seed = $state(7);

  /** The seed behind this one: another text. */
  nextSeed(): void {
    this.seed = (this.seed + 1) % seeds;
  }
  order(seedText: string): Order {
    const { length, temperature, topK, seed } = this;
    return { seedText, length, sampling: { temperature, topK }, seed };
  }
}
