/** Whether Mod is ⌘ here. */
export const isApple = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '');

/** A key as commands write it: Mod+Shift+Z, F6, ?, Alt+ArrowUp, or two one after the other: G H. */
export type Keys = string;

const shown: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': 'Space',
};
const apple: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵' };

/** The key's parts as caps to draw: ['Ctrl', 'K'] or ['⌘', 'K']; of a sequence all, in order. */
export function caps(keys: Keys, mac = isApple): string[] {
  return keys.split(/[+ ](?=.)/).map((part) => (mac ? apple[part] : undefined) ?? (part === 'Mod' ? 'Ctrl' : (shown[part] ?? part)));
}

/** The key as text: "Ctrl+K", "⌘K", "G then H". */
export function keysText(keys: Keys, mac = isApple): string {
  if (keys.includes(' ') && keys.length > 1) return keys.split(' ').join(' then ');
  return caps(keys, mac).join(mac ? '' : '+');
}

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What was pressed, written as `Keys`; empty for a modifier alone. Shift is left out of signs that need it to be typed: "?". */
export function pressed(event: Press, mac = isApple): Keys {
  if (['Control', 'Meta', 'Alt', 'Shift'].includes(event.key)) return '';
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const sign = event.key.length === 1 && event.key.toUpperCase() === event.key.toLowerCase() && event.key !== ' ';
  const mod = mac ? event.metaKey : event.ctrlKey;
  return [mod ? 'Mod' : '', event.altKey ? 'Alt' : '', event.shiftKey && !sign ? 'Shift' : '', key].filter((part) => part !== '').join('+');
}

/** Whether the press belongs to a field being typed into. Keys with Mod, F-keys and Esc do not. */
export function typing(target: EventTarget | null, keys: Keys): boolean {
  if (/^(Mod\+|F\d|Escape)/.test(keys) && !isEditing(keys)) return false;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select')
  );
}

/** Keys that a text field has for itself. */
const isEditing = (keys: Keys): boolean => ['Mod+Z', 'Mod+Shift+Z', 'Mod+A', 'Mod+C', 'Mod+X', 'Mod+V'].includes(keys);
