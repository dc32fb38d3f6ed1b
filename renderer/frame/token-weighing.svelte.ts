import type { CallInput } from '#app/contract/index.ts';
import type { WeighedText } from '#app/contract/predictions.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { Resource, type Wait } from './load.svelte.ts';

type Question = CallInput<'predictions.tokens'>;

/** What mattered in a text; the text that was asked about goes with it. */
export interface Answered extends WeighedText {
  text: string;
}

/** Asks what mattered in a text. A question that another one takes the place of is given up, so that the model is free for it. */
export class TokenWeighing {
  #question: Question | null = null;
  #control = new AbortController();
  #cancelled = $state(false);
  readonly #answer: Resource<Answered>;

  constructor() {
    this.#answer = new Resource(async () => {
      const [question, { signal }] = [this.#question, this.#control];
      if (question === null) throw new Error('Nothing was asked.');
      const answer = await client.call('predictions.tokens', question, { signal });
      return answer.ok ? { ok: true, value: { ...answer.value, text: question.text } } : answer;
    });
  }

  /** The last answer, also while another is being worked out. */
  get value(): Answered | undefined {
    return this.#answer.value;
  }
  get error(): ErrorData | null {
    return this.#answer.error?.code === 'cancelled' ? null : this.#answer.error;
  }
  get wait(): Wait {
    return this.#answer.wait;
  }
  /** Whether it was cancelled by hand. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  ask(question: Question): void {
    this.stop();
    this.#question = question;
    this.#cancelled = false;
    void this.#answer.reload();
  }
  /** Asks the same again. */
  readonly again = (): void => {
    if (this.#question !== null) this.ask(this.#question);
  };
  /** Gives the question up; what is in sight stays. */
  stop(): void {
    this.#control.abort();
    this.#control = new AbortController();
  }
  /** Gives it up by hand: it can be asked again. */
  readonly cancel = (): void => {
    this.clear();
    this.#cancelled = true;
  };
  /** Another text is meant now, or none. */
  clear(): void {
    this.stop();
    this.#cancelled = false;
    this.#answer.clear();
  }
}
