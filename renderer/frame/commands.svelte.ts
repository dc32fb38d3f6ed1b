import { type Component, untrack } from 'svelte';
import type { Keys } from '#renderer/ui/keys.ts';

/** Something that can be done, once: palette, menus, tooltips and keys all read it here. */
export interface Command {
  /** Unique: 'train.pause'. */
  id: string;
  title: string;
  run: () => void | Promise<void>;
  /** Heading in the palette: 'Go to', 'Build' … */
  group: string;
  icon?: Component;
  keys?: Keys;
  /** Words that find it beside its title. */
  keywords?: readonly string[];
  /** Why it cannot be done now; shown instead of hiding it. */
  reason?: string | undefined;
  /** Menu of the browser's menu bar it stands in. */
  menu?: 'File' | 'Edit' | 'View' | 'Help';
  /** Only a key and a menu entry, not in the palette. */
  quiet?: boolean;
}

/** All commands that exist now. Later ones of the same id or key win: a view's own before the frame's. */
class Commands {
  #sets = $state.raw<readonly { readonly commands: readonly Command[] }[]>([]);

  get all(): Command[] {
    const byId = new Map<string, Command>();
    for (const set of this.#sets) for (const command of set.commands) byId.set(command.id, command);
    return [...byId.values()];
  }

  /** Adds commands; returns the way to take them out again. Components use `provideCommands`. */
  add(commands: readonly Command[]): () => void {
    const set = { commands };
    this.#sets = [...this.#sets, set];
    return () => {
      this.#sets = this.#sets.filter((other) => other !== set);
    };
  }

  byKeys(keys: Keys): Command | undefined {
    return this.all.findLast((command) => command.keys === keys);
  }
  find(id: string): Command | undefined {
    return this.all.find((command) => command.id === id);
  }
  /** Whether some command begins with this key: the first of a sequence. */
  begins(keys: Keys): boolean {
    return this.all.some((command) => command.keys?.startsWith(`${keys} `));
  }
  /** Does it, unless there is a reason not to. */
  run(id: string): void {
    const command = this.find(id);
    if (command !== undefined && command.reason === undefined) void command.run();
  }
}

export const commands = new Commands();

/** Commands of a component while it lives; recomputed as what they read changes. */
export function provideCommands(make: () => readonly Command[]): void {
  $effect(() => {
    const made = make();
    return untrack(() => commands.add(made));
  });
}
