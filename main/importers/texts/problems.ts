import type { Problem, TextColumn } from './source.ts';

/** Fewer rows say nothing about a column. */
const leastRows = 10;

const count = (value: number): string => value.toLocaleString('en');

/** What stands in the way of learning a label from a text, as far as the rows looked at tell; `whole`: there are no others. */
export function columnProblems(
  columns: readonly TextColumn[],
  chosen: { text: string | null; label: string | null },
  rows: number,
  whole: boolean,
): Problem[] {
  const text = columns.find((column) => column.name === chosen.text);
  const label = columns.find((column) => column.name === chosen.label);
  const problems: Problem[] = [];
  if (text !== undefined && text.type === 'number') {
    problems.push({
      column: text.name,
      message: `A text column must hold words; "${text.name}" holds numbers.`,
      remedy: 'Choose another column, or import the file as a table.',
    });
  }
  if (label === undefined || rows < leastRows) return problems;
  if (label.distinct === rows) {
    problems.push({
      column: label.name,
      message: `A label must occur in many rows; each of the ${count(rows)} looked at has another in "${label.name}".`,
      remedy: 'Choose the column that names the class, or learn what comes next.',
    });
  } else if (label.distinct < 2 && !whole) {
    // Where all rows are known, what is learned is refused with the classes that are left.
    problems.push({
      column: label.name,
      message: `There must be 2 classes or more; the ${count(rows)} rows looked at have ${label.distinct} in "${label.name}".`,
      remedy: 'Choose another column, or go on where others come later in the file.',
    });
  }
  return problems;
}

/** What a look has found in a file beside its columns. */
export function fileProblems({ encoding, guessed }: { encoding: string; guessed: boolean }): Problem[] {
  if (encoding !== 'windows-1252' || !guessed) return [];
  return [
    {
      column: null,
      message: 'A file should be UTF-8; this one is not, and is read as Windows-1252 (Latin-1).',
      remedy: 'Look at the letters with accents below; if they are wrong, choose another encoding.',
    },
  ];
}
