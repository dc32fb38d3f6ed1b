import { appError } from '#app/errors.ts';
import { Batches } from './batch.ts';
import { chosenColumns, knownColumns } from './chosen-columns.ts';
import { countValues, describeColumns, mostColumns, previewOf, type SampleRow, sampleRows, suggestColumns } from './columns.ts';
import { addRow } from './delimited.ts';
import { LineReader, wholeLines } from './lines.ts';
import { columnProblems, fileProblems } from './problems.ts';
import { mostCharacters } from './records.ts';
import { listed, partedRows } from './row-problem.ts';
import type { ColumnsAsked, OnProgress, ReadOptions, RowBatch, SkippedRow, TextLook, TextShape, TextSource } from './source.ts';
import { type Block, TextFile } from './text-file.ts';

const headBytes = 2 * 2 ** 20;
const mostSkipped = 100;
const mostNestedCharacters = 300;
const tooLong = `a line must have ${mostCharacters} characters or fewer`;

/** What the beginning of JSON lines tells; names are the keys in the order they first occur. */
interface Beginning {
  names: string[];
  nested: Set<number>;
  sample: SampleRow[];
  skipped: SkippedRow[];
  rows: number;
}

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
      const { names, nested, sample, skipped, rows } = beginningOf(this.#path, head);
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
      const { names, nested, sample } = beginningOf(this.#path, await file.head(headBytes));
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

/** The object on a line, why there is none, or null where the line is empty. */
function readObject(line: string): object | string | null {
  if (line.trim() === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    // A SyntaxError, or a RangeError of what is nested too deep.
    return `it is no JSON (${error instanceof Error ? error.message.replace(/,? ?\.{3}.*is not valid JSON$|, ".*" is not valid JSON$/s, '').slice(0, 100) : 'unknown'})`;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  return `a line must be an object; got ${value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`}`;
}

/** Only what the line itself says: nothing that objects inherit. */
const ownValue = (object: object, key: string): unknown => (Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined);

function cell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? nestedText(value) : String(value);
}

/** To be shown only; what is nested too deep to be written is cut to nothing. */
function nestedText(value: object): string {
  try {
    return JSON.stringify(value).slice(0, mostNestedCharacters);
  } catch (error) {
    if (error instanceof RangeError) return Array.isArray(value) ? '[…]' : '{…}';
    throw error;
  }
}

/** Throws text-no-rows, text-row-too-long, table-too-wide, json-no-lines. */
function beginningOf(path: string, head: Block): Beginning {
  if (/^\s*\[/.test(head.text)) throw appError('json-no-lines', { file: path });
  const names = new Map<string, number>();
  const nested = new Set<number>();
  const sample: SampleRow[] = [];
  const skipped: SkippedRow[] = [];
  let rows = 0;
  const skip = (place: number, reason: string) => {
    rows += 1;
    if (skipped.length < mostSkipped) skipped.push({ place, column: null, reason });
  };
  const reader = new LineReader(
    wholeLines({
      line(line, number) {
        const read = readObject(line);
        if (read === null) return;
        if (typeof read === 'string') return skip(number, read);
        rows += 1;
        if (sample.length >= sampleRows(names.size)) return;
        const cells: (string | null)[] = [];
        for (const [key, value] of Object.entries(read)) {
          const place = names.get(key) ?? names.size;
          names.set(key, place);
          if (typeof value === 'object' && value !== null) nested.add(place);
          cells[place] = cell(value);
        }
        if (names.size > mostColumns) throw appError('table-too-wide', { file: path, got: names.size, most: mostColumns });
        sample.push({ place: number, cells });
      },
      long: (number) => skip(number, tooLong),
    }),
    mostCharacters,
  );
  reader.feed(head.text, head.last);
  if (rows === 0 && !head.last) throw appError('text-row-too-long', { file: path, most: mostCharacters });
  if (sample.length === 0) throw appError('text-no-rows', { file: path, got: skipped[0]?.reason ?? 'got none' });
  // A row has a cell for each column, also for those that come later.
  const whole = sample.map(({ place, cells }) => ({ place, cells: Array.from({ length: names.size }, (_, i) => cells[i] ?? null) }));
  return { names: [...names.keys()], nested, sample: whole, skipped, rows };
}
