import type { Result } from '#app/contract/channel.ts';
import type { ErrorData } from '#app/errors.ts';
import { Resource, type Wait } from '#renderer/frame/load.svelte.ts';

/** After the last key, until the model is asked. Milliseconds. */
const pause = 150;

/** A model asked about a text as it is typed. Of answers that overtake each other the last asked counts. */
export class TypedQuestion<T> {
  #text = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #answer: Resource<{ text: string; answer: T }>;
  readonly #isAsked: (text: string) => boolean;

  /** `isAsked` says whether there is anything to ask about a text. */
  constructor(ask: (text: string) => Promise<Result<T>>, isAsked: (text: string) => boolean) {
    this.#isAsked = isAsked;
    this.#answer = new Resource(async () => {
      const text = this.#text;
      const result = await ask(text);
      return result.ok ? { ok: true, value: { text, answer: result.value } } : result;
    });
  }

  /** What stands in the field; asked a moment after the last key. */
  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    clearTimeout(this.#timer);
    if (this.#isAsked(text)) this.#timer = setTimeout(() => void this.#answer.reload(), pause);
    else this.#answer.clear();
  }
  get answer(): T | undefined {
    return this.#answer.value?.answer;
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

  /** Puts a text in that was not typed: with its answer where that is there already, else it is asked about at once. */
  take(text: string, answer: T | null = null): void {
    clearTimeout(this.#timer);
    this.#text = text;
    this.#answer.clear();
    if (answer === null) void this.ask();
    else this.#answer.set({ text, answer });
  }
  /** Asks about the text as it stands, now. */
  readonly ask = async (): Promise<void> => {
    clearTimeout(this.#timer);
    if (this.#isAsked(this.#text)) await this.#answer.reload();
  };
  /** Nobody looks any more. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#answer.clear();
  }
}
