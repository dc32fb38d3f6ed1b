import { appError } from '#app/errors.ts';
import type { OnProgress } from '../reader-calls.ts';
import { Batches } from './batch.ts';
import { describeColumns, previewOf, type SampleRow } from './columns.ts';
import { LineReader } from './lines.ts';
import { Pieces, usualPieces } from './pieces.ts';
import { fileProblems } from './problems.ts';
import type { ColumnsAsked, ReadOptions, RowBatch, SkippedRow, TextLook, TextShape, TextSource } from './source.ts';
import { TextFile } from './text-file.ts';

const headBytes = 2 * 2 ** 20;
const mostSkipped = 100;
const mostSample = 1000;

/** One text of any length, given in pieces: a line or a paragraph each. */
export class LongText implements TextSource {
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
      const sample: SampleRow[] = [];
      const skipped: SkippedRow[] = [];
      let rows = 0;
      const by = asked.pieces ?? usualPieces(head.text);
      const pieces = new Pieces(by, {
        piece(text, place) {
          rows += 1;
          if (sample.length < mostSample) sample.push({ place, cells: [text] });
        },
        problem(place, reason) {
          rows += 1;
          if (skipped.length < mostSkipped) skipped.push({ place, column: null, reason });
        },
      });
      new LineReader(pieces).feed(head.text, true);
      pieces.end();
      if (rows === 0 && head.last) throw appError('text-no-rows', { file: this.#path, got: 'got empty lines alone' });
      return {
        path: this.#path,
        kind: 'long-text',
        bytes: file.state.bytes,
        state: file.state,
        encoding: file.encoding,
        dialect: null,
        columns: await describeColumns(['text'], sample),
        preview: previewOf(sample),
        suggested: { text: 'text', label: null, token: null, tag: null },
        rows: { count: head.last ? rows : Math.round((rows * file.state.bytes) / head.end), exact: head.last },
        looked: sample.length,
        classes: [],
        pieces: by,
        parts: null,
        skipped,
        problems: fileProblems({ encoding: file.encoding, guessed: this.#shape.encoding === undefined }),
      };
    } finally {
      await file.close();
    }
  }

  async *rows(options: ReadOptions, signal: AbortSignal, onProgress: OnProgress): AsyncGenerator<RowBatch> {
    const file = await TextFile.open(this.#path, this.#shape.encoding, options.before);
    try {
      const batches = new Batches<string, null>();
      const pieces = new Pieces(options.pieces ?? usualPieces((await file.head(headBytes)).text), {
        piece: (text, line) => batches.add(line, text, null, text.length),
        problem: (line, reason) => batches.skip(line, reason),
      });
      const reader = new LineReader(pieces);
      for await (const { text: piece, end, last } of file.blocks(signal)) {
        reader.feed(piece, last);
        if (last) pieces.end();
        onProgress(end, file.state.bytes);
        yield* batches.take(last);
      }
    } finally {
      await file.close();
    }
  }
}
