/** The class that a digit key names, from 0; null where the key is no such digit. */
export function digitOf(event: KeyboardEvent, classes: number): number | null {
  const digit = Number(event.key);
  if (!/^[1-9]$/.test(event.key) || digit > classes || event.ctrlKey || event.metaKey || event.altKey) return null;
  return digit - 1;
}
