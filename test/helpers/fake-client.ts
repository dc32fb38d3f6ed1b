import type { Result } from '#app/contract/channel.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import type { CallOptions, Client, ClientEvent, Uploaded } from '#renderer/client/client.ts';

type Answers = { [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | Result<CallOutput<N>> };

/** A core for components: answers calls from a table, tells events by hand, remembers what was asked. */
export class FakeClient implements Client {
  readonly asked: { name: string; input: unknown; signal?: AbortSignal }[] = [];
  readonly native = null;
  connected = true;
  refused = false;
  answers: Answers;
  readonly #listeners = new Set<(event: ClientEvent) => void>();

  constructor(answers: Answers = {}) {
    this.answers = answers;
  }

  async call<N extends CallName>(name: N, input: CallInput<N>, { signal }: CallOptions = {}): Promise<Result<CallOutput<N>>> {
    this.asked.push({ name, input, ...(signal === undefined ? {} : { signal }) });
    await Promise.resolve();
    // The table's functions differ by name; this is the one of this very name.
    const answer = this.answers[name] as ((input: CallInput<N>) => CallOutput<N> | Result<CallOutput<N>>) | undefined;
    if (answer === undefined) return { ok: false, error: { code: 'call-unknown', message: `No answer for ${name}.`, remedy: 'Give one.' } };
    const value = answer(input);
    return isResult(value) ? value : { ok: true, value };
  }
  subscribe(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  tell(event: ClientEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
  media(path: string): string {
    return `/media/${path}`;
  }
  onMenu(): () => void {
    return () => {};
  }
  upload(): Promise<Result<Uploaded>> {
    return Promise.resolve({ ok: true, value: { folder: '/uploads/1', file: null } });
  }
}

function isResult<T>(value: T | Result<T>): value is Result<T> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
