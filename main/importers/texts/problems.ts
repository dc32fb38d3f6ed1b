import type { Problem, SkippedRow, TextColumn } from './source.ts';

/** Fewer rows say nothing about a column. */
const leastRows = 10;

const count = (value: number): string => value.toLocaleString('en');

/** What stands in the way of learning a label from a text, as far as the rows looked at tell. */
export function columnProblems(
  columns: readonly TextColumn[],
  chosen: { text: string | null; label: string | null },
  rows: number,
): Problem[] {
  const text = columns.find((column) => column.name === chosen.text);
  const label = columns.find((column) => column.name === chosen.label);
  const problems: Problem[] = [];
  if (text !== undefined && text.type === 'number') {
    problems.push({
      message: `A text column must hold words; "${text.name}" holds numbers.`,
      remedy: 'Choose another column, or import the file as a table.',
    });
  }
  if (text !== undefined && text.missing > 0) {
    problems.push({
      message: `Every row must have a text; ${count(text.missing)} of the ${count(rows)} looked at have none in "${text.name}".`,
      remedy: 'They are skipped and listed with the data.',
    });
  }
  if (label === undefined) return problems;
  if (label.missing > 0) {
    problems.push({
      message: `Every row must have a label; ${count(label.missing)} of the ${count(rows)} looked at have none in "${label.name}".`,
      remedy: 'They are skipped and listed with the data.',
    });
  }
  if (rows >= leastRows && label.distinct === rows) {
    problems.push({
      message: `A label must occur in many rows; each of the ${count(rows)} looked at has another in "${label.name}".`,
      remedy: 'Choose the column that names the class, or import the texts without labels.',
    });
  } else if (rows >= leastRows && label.distinct < 2) {
    problems.push({
      message: `There must be 2 classes or more; the ${count(rows)} rows looked at have ${label.distinct} in "${label.name}".`,
      remedy: 'Choose another column, or go on where others come later in the file.',
    });
  }
  return problems;
}

/** What a look has found in a file beside its columns. */
export function fileProblems({
  encoding,
  guessed,
  skipped,
  looked,
}: {
  encoding: string;
  guessed: boolean;
  skipped: SkippedRow[];
  looked: number;
}): Problem[] {
  const problems: Problem[] = [];
  if (encoding === 'windows-1252' && guessed) {
    problems.push({
      message: 'A file should be UTF-8; this one is not, and is read as Windows-1252 (Latin-1).',
      remedy: 'Look at the letters with accents below; if they are wrong, choose another encoding.',
    });
  }
  const [first] = skipped;
  if (first !== undefined) {
    const where = `${typeof first.place === 'number' ? `line ${count(first.place)}` : first.place}${first.column === null ? '' : `, "${first.column}"`}`;
    problems.push({
      message: `${skipped.length} of the first ${count(looked + skipped.length)} rows cannot be taken; ${where}: ${first.reason}.`,
      remedy: 'They are skipped and listed with the data.',
    });
  }
  return problems;
}
