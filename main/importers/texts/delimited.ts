import type { OnProgress } from '../reader-calls.ts';
import { Batches } from './batch.ts';
import { chosenColumns, knownColumns } from './chosen-columns.ts';
import { countValues, describeColumns, previewOf, suggestColumns } from './columns.ts';
import { columnProblems, fileProblems } from './problems.ts';
import { RecordReader } from './records.ts';
import { listed, partedRows, rowProblem } from './row-problem.ts';
import type { ColumnsAsked, ReadOptions, RowBatch, TextLook, TextShape, TextSource } from './source.ts';
import { beginningOf, headBytes, mostSkipped } from './table-beginning.ts';
import { TextFile } from './text-file.ts';

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
