import { appError } from '#app/errors.ts';
import { columnNames, mostColumns, type SampleRow, sampleRows } from './columns.ts';
import { guessDialect, guessHeader } from './dialect.ts';
import { type Dialect, mostCharacters, RecordReader } from './records.ts';
import type { SkippedRow, TextShape } from './source.ts';
import type { Block } from './text-file.ts';

/** So much of a file is looked at, in bytes. */
export const headBytes = 2 * 2 ** 20;
export const mostSkipped = 100;
/** Cells of it that are kept: of a table of usual width all. */
const mostCells = 500_000;

/** What the beginning of a table tells. */
export interface Beginning {
  dialect: Dialect & { header: boolean };
  /** Cells of the row that names the columns. */
  header: string[] | null;
  names: string[];
  sample: SampleRow[];
  /** Every row of them that has all its cells. */
  all: SampleRow[];
  skipped: SkippedRow[];
  /** Rows that lie in the beginning as a whole, those that are skipped among them. */
  rows: number;
}

/** Throws text-no-rows, text-row-too-long, table-too-wide, header-unreadable. */
export function beginningOf(path: string, head: Block, shape: TextShape): Beginning {
  const dialect = guessDialect(head.text, head.last, shape);
  const records: (SampleRow & { cells: string[] })[] = [];
  const problems: SkippedRow[] = [];
  let rows = 0;
  const reader = new RecordReader(dialect, null, {
    record(cells, count, place) {
      if (count > mostColumns) throw appError('table-too-wide', { file: path, got: count, most: mostColumns });
      // With no numbers given, every cell is.
      if (rows === 0 || records.length * count < mostCells) records.push({ place, cells: cells.map((cell) => cell ?? '') });
      rows += 1;
    },
    problem(place, reason) {
      if (problems.length < mostSkipped) problems.push({ place, column: null, reason });
      rows += 1;
    },
  });
  reader.feed(head.text, head.last);
  const [first] = records;
  if (first === undefined) {
    if (head.last || problems.length > 0) throw appError('text-no-rows', { file: path, got: problems[0]?.reason ?? 'got none' });
    throw appError('text-row-too-long', { file: path, most: mostCharacters });
  }
  const looked = records.slice(0, sampleRows(first.cells.length) + 1);
  const damaged = problems.some((problem) => Number(problem.place) < Number(first.place));
  if (shape.header === true && damaged) throw appError('header-unreadable', { file: path, reason: problems[0]?.reason ?? '' });
  const header =
    shape.header ??
    (!damaged &&
      guessHeader(
        first.cells,
        looked.slice(1).map((row) => row.cells),
      ));
  if (header && rows === 1 && head.last) throw appError('text-no-rows', { file: path, got: 'got a header alone' });
  const body = header ? looked.slice(1) : looked;
  const names = columnNames(header ? first.cells : Array.from({ length: usualWidth(body) }, () => ''));
  const ragged = body.filter((row) => row.cells.length !== names.length);
  const skipped = [
    ...problems,
    ...ragged.map(({ place, cells }) => ({ place, column: null, reason: `a row must have ${names.length} cells; got ${cells.length}` })),
  ].sort((a, b) => Number(a.place) - Number(b.place));
  return {
    dialect: { ...dialect, header },
    header: header ? first.cells : null,
    names,
    sample: body.filter((row) => row.cells.length === names.length),
    all: records.slice(header ? 1 : 0).filter((row) => row.cells.length === names.length),
    skipped,
    rows: rows - (header ? 1 : 0),
  };
}

function usualWidth(rows: readonly { cells: readonly string[] }[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0])[0];
}
