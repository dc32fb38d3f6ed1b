import type { ColumnType, Place, TextColumn, TextLook } from './source.ts';
import { shortened } from './values.ts';

/** Wider tables are refused: a text and its label are no such thing. */
export const mostColumns = 2000;
const mostSampleRows = 1000;
const mostSampleCells = 200_000;
const previewRows = 20;
const mostPreviewCharacters = 400_000;
const mostNameCharacters = 200;
const mostClasses = 200;

export interface SampleRow {
  place: Place;
  cells: (string | null)[];
}

/** How many rows are looked at where there are so many columns. */
export const sampleRows = (columns: number): number =>
  Math.max(1, Math.min(mostSampleRows, Math.floor(mostSampleCells / Math.max(1, columns))));

/** Names for columns, each another: a second "label" becomes "label (2)", an empty name "column 3". */
export function columnNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    const plain = shortened(name, mostNameCharacters).trim() || `column ${i + 1}`;
    let own = plain;
    for (let n = 2; taken.has(own); n += 1) own = `${plain} (${n})`;
    taken.add(own);
    return own;
  });
}

/** The columns of some rows; `nested` are the numbers of those that hold lists or objects. */
export async function describeColumns(names: readonly string[], rows: readonly SampleRow[], nested: ReadonlySet<number> = new Set()) {
  const values = names.map((_, i) =>
    rows.flatMap((row) => (row.cells[i] === null || row.cells[i]?.trim() === '' ? [] : (row.cells[i] ?? []))),
  );
  // Loaded where it is used: processes that only read rows need no database.
  const { columnTypes } = await import('./column-types.ts');
  const types = await columnTypes(values);
  return names.map((name, i): TextColumn => {
    const own = values[i] ?? [];
    return {
      name,
      type: nested.has(i) ? 'nested' : (types[i] ?? 'empty'),
      distinct: new Set(own).size,
      missing: rows.length - own.length,
      meanLength: own.length === 0 ? 0 : Math.round(own.reduce((sum, value) => sum + value.length, 0) / own.length),
    };
  });
}

const textNames =
  /^(text|texts|review|reviews|sentence|content|message|body|comment|tweet|document|title|headline|question|word|name|v2)$/i;
const labelNames =
  /^(label|labels|class|category|sentiment|target|tag|topic|language|lang|country|intent|emotion|rating|stars|polarity|spam|y|v1)$/i;
const wordy: readonly ColumnType[] = ['text', 'date', 'boolean'];

/** The columns that look like text and label, by their names first, then by their values. */
export function suggestColumns(columns: readonly TextColumn[], rows: number): { text: string | null; label: string | null } {
  const longest = (some: TextColumn[]) =>
    some.reduce((a: TextColumn | null, b) => (a === null || b.meanLength > a.meanLength ? b : a), null);
  const usable = columns.filter((column) => column.type !== 'nested' && column.type !== 'empty');
  const named = usable.filter((column) => textNames.test(column.name));
  const unlabelled = usable.filter((column) => !labelNames.test(column.name));
  const text =
    longest(named.filter((column) => column.type === 'text')) ??
    longest(unlabelled.filter((column) => column.type === 'text')) ??
    named[0] ??
    longest(usable.filter((column) => wordy.includes(column.type))) ??
    unlabelled[0] ??
    usable[0];
  const others = usable.filter((column) => column !== text);
  const few = others.filter(
    (column) => column.distinct >= 2 && column.distinct <= Math.min(mostClasses, rows / 2) && column.meanLength <= 50,
  );
  const label =
    others.find((column) => labelNames.test(column.name)) ??
    few.reduce((a: TextColumn | null, b) => (a === null || b.distinct < a.distinct ? b : a), null);
  return { text: text?.name ?? null, label: label?.name ?? null };
}

/** Values of a column, the most frequent first. */
export function countValues(values: readonly (string | null | undefined)[]): TextLook['classes'] {
  const counts = new Map<string, number>();
  for (const value of values) if (value != null && value.trim() !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return mostFrequent(counts);
}

export const mostFrequent = (counts: ReadonlyMap<string, number>): TextLook['classes'] =>
  [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostClasses)
    .map(([name, items]) => ({ name: shortened(name, mostNameCharacters), items }));

/** The first rows, as much of them as fits on a screen. */
export function previewOf(rows: readonly SampleRow[]): TextLook['preview'] {
  return rows.slice(0, previewRows).map(({ place, cells }) => {
    const characters = Math.max(10, Math.min(300, Math.floor(mostPreviewCharacters / previewRows / cells.length)));
    return { place, cells: cells.map((cell) => (cell === null ? null : shortened(cell, characters))) };
  });
}
