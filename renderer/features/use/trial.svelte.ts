import type { CallInput } from '#app/contract/index.ts';
import type { Prediction } from '#app/contract/predictions.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { Resource, type Wait } from '#renderer/frame/load.svelte.ts';

type Source = CallInput<'predictions.images'>['images'][number];

/** What was asked: the image as the core takes it, and an address the window can show it by. */
export interface Asked {
  source: Source;
  picture: string;
}

/** A model asked about one image after another. What cannot be read leaves the last answer where it is. */
export class Trial {
  readonly #run: number;
  #next: Asked | null = null;
  #asked = $state.raw<Asked | null>(null);
  readonly #answer: Resource<Prediction>;

  constructor(run: number) {
    this.#run = run;
    this.#answer = new Resource(async () => {
      const now = this.#next;
      if (now === null) return { ok: false, error: { code: 'internal', message: 'Nothing was asked.', remedy: 'Choose an image.' } };
      const result = await client.call('predictions.images', { run: this.#run, images: [now.source] });
      if (!result.ok) return result;
      const [first] = result.value.predictions;
      return first === undefined
        ? { ok: false, error: { code: 'internal', message: 'There is no answer.', remedy: 'Ask again.' } }
        : { ok: true, value: first };
    });
  }

  get answer(): Prediction | undefined {
    return this.#answer.value;
  }
  get error(): ErrorData | null {
    return this.#answer.error;
  }
  get wait(): Wait {
    return this.#answer.wait;
  }
  /** What the answer is about. */
  get asked(): Asked | null {
    return this.#asked;
  }
  /** Its place in the run's data; null for an image from outside. */
  get item(): number | null {
    const source = this.#asked?.source;
    return source !== undefined && 'item' in source ? source.item : null;
  }

  async ask(asked: Asked): Promise<void> {
    if (this.#next !== null && this.#next !== this.#asked) free(this.#next);
    this.#next = asked;
    await this.#answer.reload();
    // Of answers that overtake each other the last asked counts.
    if (this.#next !== asked) return;
    if (this.#answer.error !== null) {
      free(asked);
      this.#next = this.#asked;
      return;
    }
    if (this.#asked !== null) free(this.#asked);
    this.#asked = asked;
  }
  /** An image that is no file of the serving machine. */
  async askBytes(name: string, blob: Blob): Promise<void> {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    await this.ask({ source: { name: name.slice(0, 300), bytes }, picture: URL.createObjectURL(blob) });
  }
  /** One of the dataset's items. */
  async askItem(dataset: number, item: number): Promise<void> {
    await this.ask({ source: { item }, picture: client.media(`items/${dataset}/${item}`) });
  }
  /** The true class is known to be another one. */
  relabelled(actual: string): void {
    if (this.#answer.value !== undefined) this.#answer.set({ ...this.#answer.value, actual });
  }
  dismissError(): void {
    if (this.#answer.value !== undefined) this.#answer.set(this.#answer.value);
    else this.#answer.clear();
  }
  /** Nobody looks any more. */
  leave(): void {
    this.#answer.clear();
    for (const asked of new Set([this.#next, this.#asked])) if (asked !== null) free(asked);
    this.#next = null;
    this.#asked = null;
  }
}

function free({ picture }: Asked): void {
  if (picture.startsWith('blob:')) URL.revokeObjectURL(picture);
}
