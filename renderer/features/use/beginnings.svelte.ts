import type { Dataset } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import type { ErrorData } from '#app/errors.ts';
import { drawTexts } from './drawn-texts.ts';

/** A beginning is this share of its text, but no longer than so many characters. */
const share = 0.4;
const longest = 80;

/** A text of the data: how it begins, and how it goes on there. */
export interface Beginning {
  index: number;
  begin: string;
  rest: string;
}

/** Parts a text where a word ends, so that there is something to go on from and something to come. */
export function beginningOf(text: string): { begin: string; rest: string } {
  const about = Math.min(longest, Math.max(1, Math.round(text.length * share)));
  const [word = ''] = /^\S*\s?/.exec(text.slice(about)) ?? [];
  const at = about + (word.length > longest ? 0 : word.length);
  return { begin: text.slice(0, at), rest: text.slice(at) };
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
