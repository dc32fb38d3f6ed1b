import type { CallInput } from '#app/contract/index.ts';
import type { Generation } from '#app/contract/predictions.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';

/** Tokens asked for at once: a fraction of a second of writing. */
const atOnce = 20;

/** What is written: how it begins, how many tokens are added, how they are drawn. */
export interface Order {
  seedText: string;
  length: number;
  sampling: { temperature: number; topK: number };
  seed: number;
}

/** What there is of it. */
export interface Written {
  order: Order;
  added: string;
  /** Tokens that were added. */
  tokens: number;
}

/** A text that a run writes on, piece by piece, each shown as it comes. Of orders that overtake each other the last counts. */
export class Writing {
  readonly #run: number;
  #written = $state.raw<Written | null>(null);
  #busy = $state(false);
  #error = $state.raw<ErrorData | null>(null);
  /** Ends what is being written. */
  #stopping = new AbortController();

  constructor(run: number) {
    this.#run = run;
  }

  /** Null before anything was written. */
  get written(): Written | null {
    return this.#written;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get error(): ErrorData | null {
    return this.#error;
  }

  async write(order: Order): Promise<void> {
    this.stop();
    const { signal } = this.#stopping;
    this.#busy = true;
    this.#error = null;
    const before = this.#written;
    this.#written = { order, added: '', tokens: 0 };
    let codes: Generation['codes'] | undefined;
    for (let tokens = 0; tokens < order.length; ) {
      const length = Math.min(atOnce, order.length - tokens);
      const asked: CallInput<'predictions.generate'> = { ...order, run: this.#run, length, ...(codes === undefined ? {} : { codes }) };
      const piece = await client.call('predictions.generate', asked, { signal });
      if (signal.aborted) return;
      if (!piece.ok) {
        this.#error = piece.error;
        // Where nothing could be begun, what was there stays.
        if (tokens === 0) this.#written = before;
        break;
      }
      codes = piece.value.codes;
      tokens += length;
      this.#written = { order, added: piece.value.added, tokens };
    }
    this.#busy = false;
  }

  /** At once: the piece that is being written is given up, and not shown. */
  readonly stop = (): void => {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    this.#busy = false;
  };
}
