import { type Keys, pressed, typing } from '#renderer/ui/keys.ts';
import type { Command } from './commands.svelte.ts';

/** How long a sequence's first key is remembered. Milliseconds. */
const memory = 1500;

interface Registry {
  byKeys(keys: Keys): Command | undefined;
  begins(keys: Keys): boolean;
}

/** Turns presses into commands, sequences (G then H) too. Returns whether the press was used. */
export class Shortcuts {
  #first: { keys: Keys; at: number } | null = null;
  readonly #registry: Registry;
  /** Whether sequences may be used: they can be switched off in Settings. */
  readonly #sequences: () => boolean;

  constructor(registry: Registry, sequences: () => boolean) {
    this.#registry = registry;
    this.#sequences = sequences;
  }

  press(event: KeyboardEvent, now = performance.now()): boolean {
    if (event.defaultPrevented || event.isComposing) return false;
    const keys = pressed(event);
    if (keys === '' || typing(event.target, keys)) return false;
    const first = this.#first !== null && now - this.#first.at <= memory ? this.#first.keys : null;
    this.#first = null;
    const command = (first === null ? undefined : this.#registry.byKeys(`${first} ${keys}`)) ?? this.#registry.byKeys(keys);
    if (command !== undefined && command.reason === undefined) {
      void command.run();
      return true;
    }
    if (this.#sequences() && this.#registry.begins(keys)) {
      this.#first = { keys, at: now };
      return true;
    }
    return false;
  }
}
