import { appError } from '#app/errors.ts';
import type { ColumnsAsked, ReadOptions } from './source.ts';
import { shortened } from './values.ts';

/**
 * The columns to read: those asked for, else the suggested ones. Throws column-unknown where the file has none of that name, and
 * column-twice where text and label are the same.
 */
export async function chosenColumns(
  file: string,
  names: readonly string[],
  asked: ReadOptions,
  suggest: () => Promise<{ text: string | null; label: string | null }>,
): Promise<{ text: string; label: string | null }> {
  const suggested = asked.text === undefined || asked.label === undefined ? await suggest() : { text: null, label: null };
  const text = asked.text ?? suggested.text ?? names[0] ?? '';
  const label = asked.label === undefined ? suggested.label : asked.label;
  requireColumns(file, names, label === null ? [text] : [text, label]);
  if (text === label && asked.label === undefined) return { text, label: null };
  if (text === label) throw appError('column-twice', { column: text });
  return { text, label };
}

/** Throws column-unknown where one asked for is none of the names. */
export function requireColumns(file: string, names: readonly string[], asked: readonly string[]): void {
  for (const column of asked) if (!names.includes(column)) throw appError('column-unknown', { file, column, known: listed(names) });
}

/** The columns that a look is about: those asked for where there are such, else the suggested ones. */
export function knownColumns(
  names: readonly string[],
  asked: ColumnsAsked,
  suggested: { text: string | null; label: string | null },
): { text: string | null; label: string | null } {
  const known = (name: string | null | undefined, other: string | null) => (name != null && names.includes(name) ? name : other);
  const text = known(asked.text, suggested.text);
  const label = known(asked.label, suggested.label);
  return { text, label: label === text ? null : label };
}

const mostListed = 20;

const listed = (names: readonly string[]): string =>
  names
    .slice(0, mostListed)
    .map((name) => `"${shortened(name, 40)}"`)
    .join(', ') + (names.length > mostListed ? `, and ${names.length - mostListed} more` : '');
