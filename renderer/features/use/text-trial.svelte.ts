import type { TextPrediction } from '#app/contract/predictions.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { Resource, type Wait } from '#renderer/frame/load.svelte.ts';
import { TokenWeighing } from '#renderer/frame/token-weighing.svelte.ts';

/** After the last key, until the model is asked. Milliseconds. */
const pause = 150;

/** After an answer, until its tokens are weighed: the network is asked once for each of them. Milliseconds. */
const rest = 400;

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
  /** What mattered for the answer, once the typing rests; while it goes on, of the text before. */
  readonly weighing = new TokenWeighing();
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
    this.#stop();
    if (text.trim() === '') this.#forget();
    else this.#timer = setTimeout(() => void this.ask(), pause);
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
    this.#stop();
    this.#text = known.text;
    this.#known = known;
    this.#forget();
    if (answer === null) void this.ask();
    else {
      this.#answer.set(answer);
      this.#weighSoon();
    }
  }
  /** Asks about the text as it stands, now. */
  readonly ask = async (): Promise<void> => {
    this.#stop();
    if (this.#text.trim() === '') return;
    await this.#answer.reload();
    this.#weighSoon();
  };
  /** The true class is known to be another one. */
  relabelled(actual: string): void {
    if (this.#known !== null) this.#known = { ...this.#known, actual };
  }
  /** Nobody looks any more. */
  leave(): void {
    this.#stop();
    this.#forget();
  }

  /** Nothing that was begun for the text before goes on. */
  #stop(): void {
    clearTimeout(this.#timer);
    this.weighing.stop();
  }
  #forget(): void {
    this.#answer.clear();
    this.weighing.clear();
  }
  #weighSoon(): void {
    const answer = this.#answer.value;
    if (answer === undefined || !this.current) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.weighing.ask({ run: this.#run, text: answer.text, class: answer.label }), rest);
  }
}
