import { appError } from '#app/errors.ts';
import { Batches } from './batch.ts';
import { chosenColumns, knownColumns } from './chosen-columns.ts';
import {
  columnNames,
  countValues,
  describeColumns,
  mostColumns,
  previewOf,
  type SampleRow,
  sampleRows,
  suggestColumns,
} from './columns.ts';
import { guessDialect, guessHeader } from './dialect.ts';
import { columnProblems, fileProblems } from './problems.ts';
import { type Dialect, mostCharacters, RecordReader } from './records.ts';
import { listed, partedRows, rowProblem } from './row-problem.ts';
import type { ColumnsAsked, OnProgress, ReadOptions, RowBatch, SkippedRow, TextLook, TextShape, TextSource } from './source.ts';
import { type Block, TextFile } from './text-file.ts';

const headBytes = 2 * 2 ** 20;
const mostSkipped = 100;

/** What the beginning of a table tells. */
interface Beginning {
  dialect: Dialect & { header: boolean };
  names: string[];
  sample: SampleRow[];
  skipped: SkippedRow[];
  /** Rows that lie in the beginning as a whole, those that are skipped among them. */
  rows: number;
}

/** A table of CSV, TSV or the like: one row a record, its cells between delimiters. */
export class Delimited implements TextSource {
  readonly #path: string;
  readonly #shape: TextShape;

  constructor(path: string, shape: TextShape) {
    this.#path = path;
    this.#shape = shape;
  }

  async look(_milliseconds: number, asked: ColumnsAsked = {}): Promise<TextLook> {
    const file = await TextFile.open(this.#path, this.#shape.encoding);
    try {
      const head = await file.head(headBytes);
      const { dialect, names, sample, skipped, rows } = beginningOf(this.#path, head, this.#shape);
      const columns = await describeColumns(names, sample);
      const suggested = suggestColumns(columns, sample.length);
      const chosen = knownColumns(names, asked, suggested);
      const label = names.indexOf(chosen.label ?? '');
      const { taken, lacking } = partedRows(sample, names, chosen);
      return {
        path: this.#path,
        kind: 'table',
        bytes: file.state.bytes,
        state: file.state,
        encoding: file.encoding,
        dialect,
        columns,
        preview: previewOf(sample),
        suggested: { ...suggested, token: null, tag: null },
        rows: { count: head.last ? rows : Math.round((rows * file.state.bytes) / head.end), exact: head.last },
        looked: sample.length,
        classes: label < 0 ? [] : countValues(taken.map((row) => row.cells[label])),
        pieces: null,
        parts: null,
        skipped: listed([...skipped, ...lacking], mostSkipped),
        problems: [
          ...fileProblems({ encoding: file.encoding, guessed: this.#shape.encoding === undefined }),
          ...columnProblems(columns, chosen, sample.length, head.last && sample.length + skipped.length >= rows),
        ],
      };
    } finally {
      await file.close();
    }
  }

  async *rows(options: ReadOptions, signal: AbortSignal, onProgress: OnProgress): AsyncGenerator<RowBatch> {
    const file = await TextFile.open(this.#path, this.#shape.encoding, options.before);
    try {
      const { dialect, names, sample } = beginningOf(this.#path, await file.head(headBytes), this.#shape);
      const { text, label } = await chosenColumns(this.#path, names, options, async () =>
        suggestColumns(await describeColumns(names, sample), sample.length),
      );
      const wanted = [names.indexOf(text), ...(label === null ? [] : [names.indexOf(label)])];
      const batches = new Batches<string, string | null>();
      let header = dialect.header;
      const reader = new RecordReader(dialect, wanted, {
        record(cells, count, line) {
          if (header) header = false;
          else if (count !== names.length) batches.skip(line, `a row must have ${names.length} cells; got ${count}`);
          else addRow(batches, line, cells[0] ?? null, text, cells[1] ?? null, label);
        },
        problem: (line, reason) => batches.skip(line, reason),
      });
      for await (const { text: piece, end, last } of file.blocks(signal)) {
        reader.feed(piece, last);
        onProgress(end, file.state.bytes);
        yield* batches.take(last);
      }
    } finally {
      await file.close();
    }
  }
}

/** Adds a row, or says which of its two values cannot be taken. */
export function addRow(
  batches: Batches<string, string | null>,
  line: number,
  text: string | null,
  textName: string,
  label: string | null,
  labelName: string | null,
): void {
  const problem = rowProblem(text, textName, label, labelName);
  if (problem !== null) return batches.skip(line, problem.reason, problem.column);
  batches.add(line, text ?? '', labelName === null ? null : label, (text ?? '').length);
}

/** Throws text-no-rows, text-row-too-long, table-too-wide, header-unreadable. */
function beginningOf(path: string, head: Block, shape: TextShape): Beginning {
  const dialect = guessDialect(head.text, head.last, shape);
  const records: (SampleRow & { cells: string[] })[] = [];
  const problems: SkippedRow[] = [];
  let rows = 0;
  const reader = new RecordReader(dialect, null, {
    record(cells, count, place) {
      if (count > mostColumns) throw appError('table-too-wide', { file: path, got: count, most: mostColumns });
      // With no numbers given, every cell is.
      if (rows === 0 || records.length <= sampleRows(records[0]?.cells.length ?? 1))
        records.push({ place, cells: cells.map((cell) => cell ?? '') });
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
  const damaged = problems.some((problem) => Number(problem.place) < Number(first.place));
  if (shape.header === true && damaged) throw appError('header-unreadable', { file: path, reason: problems[0]?.reason ?? '' });
  const header =
    shape.header ??
    (!damaged &&
      guessHeader(
        first.cells,
        records.slice(1).map((row) => row.cells),
      ));
  if (header && rows === 1 && head.last) throw appError('text-no-rows', { file: path, got: 'got a header alone' });
  const body = header ? records.slice(1) : records;
  const names = columnNames(header ? first.cells : Array.from({ length: usualWidth(body) }, () => ''));
  const ragged = body.filter((row) => row.cells.length !== names.length);
  const skipped = [
    ...problems,
    ...ragged.map(({ place, cells }) => ({ place, column: null, reason: `a row must have ${names.length} cells; got ${cells.length}` })),
  ].sort((a, b) => Number(a.place) - Number(b.place));
  return {
    dialect: { ...dialect, header },
    names,
    sample: body.filter((row) => row.cells.length === names.length),
    skipped,
    rows: rows - (header ? 1 : 0),
  };
}

function usualWidth(rows: readonly { cells: readonly string[] }[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0])[0];
}
