import type { Component } from 'svelte';
import type { Keys } from './keys.ts';

/** A line of a menu: something to do, a switch, a submenu or a rule between groups. */
export type MenuEntry =
  | { kind?: 'action'; label: string; run: () => void; icon?: Component; keys?: Keys; danger?: boolean; reason?: string | undefined }
  | { kind: 'check'; label: string; checked: boolean; toggle: (checked: boolean) => void; keys?: Keys }
  | { kind: 'menu'; label: string; icon?: Component; entries: readonly MenuEntry[] }
  | { kind: 'rule' };
