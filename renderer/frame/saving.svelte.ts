import type { ErrorData } from '#app/errors.ts';

/** What became of the last save; the task bar shows it. A failure stays red with its repair until a save holds. */
class Saving {
  #at = $state<number | null>(null);
  #problem = $state.raw<{ error: ErrorData; retry: () => void } | null>(null);

  get at(): number | null {
    return this.#at;
  }
  get problem(): { error: ErrorData; retry: () => void } | null {
    return this.#problem;
  }
  done(): void {
    this.#at = Date.now();
    this.#problem = null;
  }
  failed(error: ErrorData, retry: () => void): void {
    this.#problem = { error, retry };
  }
}

export const saving = new Saving();
