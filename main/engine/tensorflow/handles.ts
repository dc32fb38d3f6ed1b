import type { CApi } from './c-api.ts';
import type { Pointer } from './library.ts';
import { refused } from './status.ts';

/** Tensors that live in the library, by the numbers under which the stock kernels know them. */
export class Handles {
  readonly #api: CApi;
  readonly #pointers = new Map<number, Pointer>();
  readonly #reserved = new Set<number>();
  #next = 1;

  constructor(api: CApi) {
    this.#api = api;
  }

  /** How many tensors are alive. */
  get count(): number {
    return this.#pointers.size;
  }

  add(handle: Pointer): number {
    const id = this.#next++;
    this.#pointers.set(id, handle);
    return id;
  }

  /** A number without a tensor: what it stands for lives elsewhere, in a compiled step. */
  reserve(): number {
    const id = this.#next++;
    this.#reserved.add(id);
    return id;
  }

  /** The handle of a number; throws engine-op-failed when it was deleted or never given. */
  get(id: number): Pointer {
    const handle = this.#pointers.get(id);
    if (handle === undefined) throw refused('an operation', `tensor ${id} is not there any more`);
    return handle;
  }

  delete(id: number): void {
    if (this.#reserved.delete(id)) return;
    this.#api.deleteHandle(this.get(id));
    this.#pointers.delete(id);
  }

  deleteAll(): void {
    for (const handle of this.#pointers.values()) this.#api.deleteHandle(handle);
    this.#pointers.clear();
  }
}
