import type { SampleRow } from './columns.ts';
import type { SkippedRow } from './source.ts';
import { valueProblem } from './values.ts';

/** The first of the two values of a row that cannot be taken, and why; null: both can. A label without a name is not read. */
export function rowProblem(
  text: string | null,
  textName: string,
  label: string | null,
  labelName: string | null,
): { column: string; reason: string } | null {
  const reason = valueProblem(text);
  if (reason !== null) return { column: textName, reason };
  const other = labelName === null ? null : valueProblem(label);
  return labelName === null || other === null ? null : { column: labelName, reason: other };
}

/** Parts rows into those that will be taken and those that lack what is read of them. */
export function partedRows(
  rows: readonly SampleRow[],
  names: readonly string[],
  { text, label }: { text: string | null; label: string | null },
): { taken: SampleRow[]; lacking: SkippedRow[] } {
  const taken: SampleRow[] = [];
  const lacking: SkippedRow[] = [];
  const [at, labelAt] = [names.indexOf(text ?? ''), names.indexOf(label ?? '')];
  for (const row of rows) {
    const problem = rowProblem(row.cells[at] ?? null, text ?? '', row.cells[labelAt] ?? null, label);
    if (problem === null) taken.push(row);
    else lacking.push({ place: row.place, ...problem });
  }
  return { taken, lacking };
}

/** In the order of the file, as many as a look lists. */
export const listed = (skipped: readonly SkippedRow[], most: number): SkippedRow[] =>
  [...skipped].sort((a, b) => Number(a.place) - Number(b.place)).slice(0, most);
