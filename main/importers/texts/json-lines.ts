import type { OnProgress } from '../reader-calls.ts';
import { Batches } from './batch.ts';
import { chosenColumns, knownColumns } from './chosen-columns.ts';
import { countValues, describeColumns, previewOf, suggestColumns } from './columns.ts';
import { addRow } from './delimited.ts';
import { cell, jsonBeginning, ownValue, readObject, tooLong } from './json-rows.ts';
import { LineReader, wholeLines } from './lines.ts';
import { columnProblems, fileProblems } from './problems.ts';
import { mostCharacters } from './records.ts';
import { listed, partedRows } from './row-problem.ts';
import type { ColumnsAsked, ReadOptions, RowBatch, TextLook, TextShape, TextSource } from './source.ts';
import { headBytes, mostSkipped } from './table-beginning.ts';
import { TextFile } from './text-file.ts';

/** One JSON object a line: the keys are the columns. */
export class JsonLines implements TextSource {
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
      const { names, nested, sample, skipped, rows } = jsonBeginning(this.#path, head);
      const columns = await describeColumns(names, sample, nested);
      const suggested = suggestColumns(columns, sample.length);
      const chosen = knownColumns(names, asked, suggested);
      const label = names.indexOf(chosen.label ?? '');
      const { taken, lacking } = partedRows(sample, names, chosen);
      return {
        path: this.#path,
        kind: 'json-lines',
        bytes: file.state.bytes,
        state: file.state,
        encoding: file.encoding,
        dialect: null,
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
      const { names, nested, sample } = jsonBeginning(this.#path, await file.head(headBytes));
      const { text, label } = await chosenColumns(this.#path, names, options, async () =>
        suggestColumns(await describeColumns(names, sample, nested), sample.length),
      );
      const batches = new Batches<string, string | null>();
      const reader = new LineReader(
        wholeLines({
          line: (line, number) => {
            const read = readObject(line);
            if (read === null) return;
            if (typeof read === 'string') return batches.skip(number, read);
            for (const column of [text, label]) {
              const value = column === null ? undefined : ownValue(read, column);
              if (column !== null && typeof value === 'object' && value !== null)
                return batches.skip(number, `it must be a text; got ${Array.isArray(value) ? 'a list' : 'an object'}`, column);
            }
            addRow(batches, number, cell(ownValue(read, text)), text, label === null ? null : cell(ownValue(read, label)), label);
          },
          long: (number) => batches.skip(number, tooLong),
        }),
        mostCharacters,
      );
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
