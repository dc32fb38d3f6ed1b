import type { Result } from '#app/contract/channel.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import type { CallOptions } from '#renderer/client/client.ts';
import { FakeClient } from './fake-client.ts';

/** A core whose answers wait until a test lets them go, in whatever order it likes. */
export class HeldClient extends FakeClient {
  readonly held: { name: string; input: unknown; answer: () => Promise<void> }[] = [];

  override call<N extends CallName>(name: N, input: CallInput<N>, options: CallOptions = {}): Promise<Result<CallOutput<N>>> {
    return new Promise((resolve) => {
      // What is answered is what the table says when it is let go, as a core answers with what it has then.
      this.held.push({ name, input, answer: async () => resolve(await super.call(name, input, options)) });
    });
  }
  /** Lets the answer to a question go, by its place among those that were asked; resolves when it has arrived. */
  async letGo(place: number): Promise<void> {
    await this.held[place]?.answer();
    await new Promise((resolve) => setTimeout(resolve));
  }
}
