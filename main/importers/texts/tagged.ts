import { appError } from '#app/errors.ts';
import type { OnProgress } from '../reader-calls.ts';
import { Batches } from './batch.ts';
import { chosenColumns } from './chosen-columns.ts';
import { countValues, describeColumns, mostColumns, previewOf, type SampleRow } from './columns.ts';
import { fileProblems } from './problems.ts';
import { rowProblem } from './row-problem.ts';
import { SentenceReader } from './sentences.ts';
import type { ColumnsAsked, ReadOptions, RowBatch, SkippedRow, TextLook, TextShape, TextSource } from './source.ts';
import { guessTagFormat, type TagFormat } from './tag-format.ts';
import { type Block, TextFile } from './text-file.ts';

const headBytes = 2 * 2 ** 20;
const mostSkipped = 100;
const mostSampleTokens = 20_000;

interface Beginning {
  format: TagFormat;
  /** Tokens; of each sentence only those of whole ones. */
  tokens: SampleRow[];
  sentences: number;
  skipped: SkippedRow[];
}

/** Sentences of tagged words as CoNLL has them: a token a line with its columns, an empty line between sentences. */
export class Tagged implements TextSource {
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
      const { format, tokens, sentences, skipped } = beginningOf(this.#path, head, asked);
      const rows = sentences + skipped.length;
      const tag = format.names.indexOf(asked.tag ?? '');
      return {
        path: this.#path,
        kind: 'tagged',
        bytes: file.state.bytes,
        state: file.state,
        encoding: file.encoding,
        dialect: null,
        columns: await describeColumns(format.names, tokens),
        preview: previewOf(tokens),
        suggested: { text: null, label: null, token: format.names[format.token] ?? null, tag: format.names[format.tag] ?? null },
        rows: { count: head.last ? rows : Math.round((rows * file.state.bytes) / head.end), exact: head.last },
        looked: tokens.length,
        classes: countValues(tokens.map((token) => token.cells[tag < 0 ? format.tag : tag])),
        pieces: null,
        parts: null,
        skipped: skipped.slice(0, mostSkipped),
        problems: fileProblems({ encoding: file.encoding, guessed: this.#shape.encoding === undefined }),
      };
    } finally {
      await file.close();
    }
  }

  async *rows({ token, tag, before }: ReadOptions, signal: AbortSignal, onProgress: OnProgress): AsyncGenerator<RowBatch> {
    const file = await TextFile.open(this.#path, this.#shape.encoding, before);
    try {
      const { format } = beginningOf(this.#path, await file.head(headBytes));
      const { names } = format;
      const asked = { text: token ?? names[format.token] ?? '', label: tag ?? names[format.tag] ?? '' };
      await chosenColumns(this.#path, names, asked, async () => ({ text: null, label: null }));
      const [word, kind] = [names.indexOf(asked.text), names.indexOf(asked.label)];
      const batches = new Batches<string[], string[]>();
      const reader = new SentenceReader(format, {
        sentence(rows, line) {
          const problem = sentenceProblem(rows, asked, [word, kind]);
          if (problem !== null) return batches.skip(line, problem.reason, problem.column);
          const words = rows.map(({ cells }) => cells[word] ?? '');
          const tags = rows.map(({ cells }) => cells[kind] ?? '');
          batches.add(line, words, tags, sumOfLengths(words) + sumOfLengths(tags));
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

const sumOfLengths = (values: readonly string[]): number => values.reduce((sum, value) => sum + value.length, 0);

/** Why a sentence cannot be taken: the first of its words that lacks itself or its tag, with its line. */
function sentenceProblem(
  rows: readonly { cells: string[]; line: number }[],
  asked: { text: string; label: string },
  [word, kind]: readonly [number, number],
): { column: string; reason: string } | null {
  for (const { cells, line } of rows) {
    const problem = rowProblem(cells[word] ?? null, asked.text, cells[kind] ?? null, asked.label);
    if (problem !== null) return { ...problem, reason: `line ${line}: ${problem.reason}` };
  }
  return null;
}

/** Throws text-no-rows, text-row-too-long, table-too-wide, tags-missing. */
function beginningOf(path: string, head: Block, asked: ColumnsAsked = {}): Beginning {
  const format = guessTagFormat(head.text);
  if (format === null)
    throw appError(head.text.trim() === '' ? 'text-no-rows' : 'tags-missing', { file: path, got: 'got empty lines alone' });
  if (format.names.length > mostColumns) throw appError('table-too-wide', { file: path, got: format.names.length, most: mostColumns });
  const tokens: SampleRow[] = [];
  const skipped: SkippedRow[] = [];
  let sentences = 0;
  const { names } = format;
  /** The number of a column asked for, where there is one of that name. */
  const at = (name: string | undefined, other: number) => (name !== undefined && names.includes(name) ? names.indexOf(name) : other);
  const [word, kind] = [at(asked.token, format.token), at(asked.tag, format.tag)];
  const columns = { text: names[word] ?? '', label: names[kind] ?? '' };
  const reader = new SentenceReader(format, {
    sentence(rows, line) {
      const problem = sentenceProblem(rows, columns, [word, kind]);
      if (problem !== null) return void skipped.push({ place: line, ...problem });
      sentences += 1;
      if (tokens.length < mostSampleTokens) for (const { cells, line } of rows) tokens.push({ place: line, cells });
    },
    problem: (place, reason) => skipped.push({ place, column: null, reason }),
  });
  reader.feed(head.text, head.last);
  return { format, tokens, sentences, skipped };
}
