import { type AppError, appError } from '#app/errors.ts';
import type { CApi } from './c-api.ts';
import type { Pointer } from './library.ts';

/** TensorFlow's place for an error, used for one call after another. */
export class Status {
  readonly pointer: Pointer;
  readonly #api: CApi;

  constructor(api: CApi) {
    this.#api = api;
    this.pointer = api.newStatus();
  }

  /** What the last call answered: undefined when it went well, else the first line as the reason and the whole as detail. */
  failure(): { why: string; detail: string } | undefined {
    if (this.#api.code(this.pointer) === 0) return undefined;
    const detail = this.#api.message(this.pointer);
    const line = detail.split('\n', 1)[0] ?? '';
    return { why: line.length > 300 ? `${line.slice(0, 300)}…` : line.replace(/\.$/, ''), detail };
  }

  /** Throws engine-op-failed when the last call, made for `what`, went wrong. */
  check(what: string): void {
    const failure = this.failure();
    if (failure !== undefined) throw refused(what, failure.why, failure.detail);
  }

  /** The pointer that the last call returned; throws as `check` does, and when there is none. */
  pointerOf(pointer: Pointer | null, what: string): Pointer {
    this.check(what);
    if (pointer === null) throw refused(what, 'it returned nothing');
    return pointer;
  }

  dispose(): void {
    this.#api.deleteStatus(this.pointer);
  }
}

/** The error of an operation that TensorFlow, or the binding before it, does not carry out. */
export const refused = (op: string, why: string, detail?: string): AppError => appError('engine-op-failed', { op, why }, detail);
