import type { TextPrediction } from '#app/contract/predictions.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { Resource, type Wait } from '#renderer/frame/load.svelte.ts';

/** After the last key, until the model is asked. Milliseconds. */
const pause = 150;

/** Longer texts the core refuses. Characters. */
export const longestText = 100_000;

/** A text of the data: its place, what it says, the class it has there. */
export interface KnownText {
  index: number;
  text: string;
  actual: string | null;
}

/** A model asked about a text as it is typed. Of answers that overtake each other the last asked counts. */
export class TextTrial {
  readonly #run: number;
  #text = $state('');
  #known = $state.raw<KnownText | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #answer: Resource<TextPrediction>;

  constructor(run: number) {
    this.#run = run;
    this.#answer = new Resource(async () => {
      const result = await client.call('predictions.texts', { run: this.#run, texts: [this.#text] });
      if (!result.ok) return result;
      const [first] = result.value.predictions;
      return first === undefined
        ? { ok: false, error: { code: 'internal', message: 'There is no answer.', remedy: 'Ask again.' } }
        : { ok: true, value: first };
    });
  }

  /** What stands in the field. What is typed is asked a moment after the last key; nothing is asked about nothing. */
  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    this.#known = null;
    clearTimeout(this.#timer);
    if (text.trim() === '') this.#answer.clear();
    else this.#timer = setTimeout(() => void this.#answer.reload(), pause);
  }
  /** The item of the data that the text is; null for one that was typed. */
  get known(): KnownText | null {
    return this.#known;
  }
  get answer(): TextPrediction | undefined {
    return this.#answer.value;
  }
  /** Whether the answer is about the text as it stands. */
  get current(): boolean {
    return this.#answer.value?.text === this.#text;
  }
  get error(): ErrorData | null {
    return this.#answer.error;
  }
  get wait(): Wait {
    return this.#answer.wait;
  }

  /** Takes an item of the data, and its answer where that is there already. */
  take(known: KnownText, answer: TextPrediction | null = null): void {
    clearTimeout(this.#timer);
    this.#text = known.text;
    this.#known = known;
    this.#answer.clear();
    if (answer === null) void this.#answer.reload();
    else this.#answer.set(answer);
  }
  /** Asks about the text as it stands, now. */
  readonly ask = async (): Promise<void> => {
    clearTimeout(this.#timer);
    if (this.#text.trim() !== '') await this.#answer.reload();
  };
  /** The true class is known to be another one. */
  relabelled(actual: string): void {
    if (this.#known !== null) this.#known = { ...this.#known, actual };
  }
  /** Nobody looks any more. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#answer.clear();
  }
}
