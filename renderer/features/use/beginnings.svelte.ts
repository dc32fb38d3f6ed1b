import type { Dataset } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import type { ErrorData } from '#app/errors.ts';
import { beginningOf } from './beginning-of.ts';
import { drawTexts } from './drawn-texts.ts';

/** A text of the data: how it begins, and how it goes on there. */
export interface Beginning {
  index: number;
  begin: string;
  rest: string;
}

/** Beginnings of texts of the part that the model never saw. */
export class Beginnings {
  readonly #dataset: Dataset;
  #rows = $state.raw<readonly Beginning[]>([]);
  #part = $state<SplitName>('test');
  #error = $state.raw<ErrorData | null>(null);
  #busy = $state(false);

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
  }

  get rows(): readonly Beginning[] {
    return this.#rows;
  }
  get part(): SplitName {
    return this.#part;
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  get busy(): boolean {
    return this.#busy;
  }

  readonly draw = async (): Promise<void> => {
    if (this.#busy) return;
    this.#busy = true;
    const drawn = await drawTexts(this.#dataset);
    this.#busy = false;
    this.#error = 'texts' in drawn ? null : drawn;
    if ('texts' in drawn) {
      this.#part = drawn.part;
      this.#rows = drawn.texts.map(({ index, text }) => ({ index, ...beginningOf(text) }));
    }
  };
}
