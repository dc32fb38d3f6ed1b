import { describe, expect, it } from 'vitest';
import { rowOfTokens } from '#app/data/texts/given-tokens.ts';
import { AppError } from '#app/errors.ts';
import { TextReader } from '#main/importers/texts/reader-process.ts';
import type { ReadOptions, TextShape } from '#main/importers/texts/source.ts';
import { times } from '#test/helpers/counts.ts';
import { damaged } from '#test/helpers/damaged.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { type AllRows, gathered, lookAt, readTexts, textFile } from '#test/helpers/text-files.ts';

const words = ['some', 'words', 'naïve', 'café', '漢字', 'a, b', 'x'] as const;

/** A seeded file of 60 rows, and where its rows begin. */
const valid: Readonly<Record<string, (seed: number) => { head: string; body: string }>> = {
  csv: (seed) => {
    const random = drawn(seed);
    const row = (i: number) => {
      const text = `${random.pick(words)} ${random.pick(words)} ${i}`;
      return `${random.whole(0, 2) === 0 || text.includes(',') ? `"${text}${random.whole(0, 3) === 0 ? '\nmore' : ''}"` : text},l${i % 3}\n`;
    };
    return { head: 'text,label\n', body: Array.from({ length: 60 }, (_, i) => row(i)).join('') };
  },
  tsv: (seed) => {
    const random = drawn(seed);
    return { head: 'text\tlabel\n', body: Array.from({ length: 60 }, (_, i) => `${random.pick(words)} ${i}\tl${i % 3}\n`).join('') };
  },
  jsonl: (seed) => {
    const random = drawn(seed);
    return {
      head: '',
      body: Array.from({ length: 60 }, (_, i) => `{"text": "${random.pick(words)} ${i}", "label": "l${i % 3}"}\n`).join(''),
    };
  },
  conll: (seed) => {
    const random = drawn(seed);
    const tokens = () =>
      Array.from({ length: random.whole(1, 6) }, () => `${random.pick(['a', 'é', '漢'])} T${random.whole(1, 3)}\n`).join('');
    return { head: '', body: Array.from({ length: 60 }, () => `${tokens()}\n`).join('') };
  },
};

interface Mutant {
  path: string;
  bytes: Buffer;
  shape: TextShape;
  options: ReadOptions;
}

const kinds = ['csv', 'tsv', 'jsonl', 'conll'] as const;

/** Mutant n; its header is whole unless `all` may be damaged. */
function mutant(number: number, all = false): Mutant & { kind: (typeof kinds)[number] } {
  const random = drawn(number);
  const kind = kinds[number % kinds.length] ?? 'csv';
  const { head, body } = valid[kind]?.(number) ?? { head: '', body: '' };
  const bytes = all ? damaged(Buffer.from(head + body), random) : Buffer.concat([Buffer.from(head), damaged(Buffer.from(body), random)]);
  const table = kind === 'csv' || kind === 'tsv';
  return {
    kind,
    bytes,
    path: textFile(`x.${kind}`, bytes),
    shape: { encoding: 'utf-8', ...(table ? { header: true, quotes: kind === 'csv', delimiter: kind === 'csv' ? ',' : '\t' } : {}) },
    options: kind === 'conll' ? { token: 'token', tag: 'tag' } : { text: 'text', label: 'label' },
  };
}

const linesOf = (bytes: Buffer): string[] => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split(/\r\n|\n|\r/);

/** Where rows must begin, by lines alone. */
function expectedPlaces({ kind, bytes }: ReturnType<typeof mutant>): number[] {
  const lines = linesOf(bytes);
  const numbered = lines.map((line, i) => ({ line, number: i + 1 }));
  if (kind === 'tsv') return numbered.filter(({ line, number }) => line !== '' && number > 1).map(({ number }) => number);
  if (kind === 'jsonl') return numbered.filter(({ line }) => line.trim() !== '').map(({ number }) => number);
  const ends = (line: string) => line.trim() === '' || line.startsWith('-DOCSTART-');
  return numbered.filter(({ line }, i) => !ends(line) && ends(lines[i - 1] ?? '')).map(({ number }) => number);
}

const breaksIn = (text: unknown): number => (typeof text === 'string' ? text.split(/\r\n|\n|\r/).length - 1 : 0);

/** Of a table with quotes: no line is left out between a given row's end, or a line that is skipped, and what follows. */
function expectNoGap(all: AllRows, bytes: Buffer, name: string): void {
  const lines = linesOf(bytes);
  const whole = all.rows.map((row) => ({ at: Number(row.place), lines: 1 + breaksIn(row.text) + breaksIn(row.label) }));
  // How many lines a skipped record has is not told; those of what is no record have one.
  const skipped = all.skipped.map((row) => ({ at: Number(row.place), lines: /quote/.test(row.reason) ? 1 : null }));
  const ordered = [...whole, ...skipped].sort((a, b) => a.at - b.at);
  let next = 2;
  for (const row of ordered) {
    if (next > 0) {
      expect(row.at, name).toBeGreaterThanOrEqual(next);
      expect(lines.slice(next - 1, row.at - 1).join(''), name).toBe('');
    }
    next = row.lines === null ? -1 : row.at + row.lines;
  }
  if (next > 0) expect(lines.slice(next - 1).join(''), name).toBe('');
}

const count = times(100, 10_000);

/** Sentences as they come from another process: a row of their words each. */
const asPacked = ({ rows, skipped }: AllRows): AllRows => ({
  rows: rows.map((row) => ({ ...row, text: typeof row.text === 'string' ? row.text : rowOfTokens(row.text) })),
  skipped,
});

describe(`${count} damaged files`, () => {
  it('are accounted for to the line: every one is given or listed', async () => {
    let skipped = 0;
    for (let number = 0; number < count; number += 1) {
      const made = mutant(number);
      const all = await readTexts(made.path, made.options, made.shape).catch((error: unknown) => {
        // What is left may be nothing at all.
        if (error instanceof AppError && ['text-no-rows', 'tags-missing', 'column-unknown'].includes(error.code)) return null;
        throw error;
      });
      if (all === null) continue;
      skipped += all.skipped.length;
      const name = `mutant ${number} (${made.kind})`;
      if (made.kind === 'csv') expectNoGap(all, made.bytes, name);
      else
        expect(
          [...all.rows, ...all.skipped].map((row) => Number(row.place)).sort((a, b) => a - b),
          name,
        ).toEqual(expectedPlaces(made));
      for (const row of all.rows)
        expect(
          [row.text, row.label].flat().every((value) => value?.isWellFormed() && !value.includes('\0')),
          name,
        ).toBe(true);
    }
    expect(skipped).toBeGreaterThan(count / 2);
  });

  it('are looked at, guessed and read without another error than one for the user', async () => {
    for (let number = 0; number < count; number += 1) {
      const { path } = mutant(number + 500_000, true);
      try {
        const { suggested, columns } = await lookAt(path);
        expect(columns.length).toBeGreaterThan(0);
        const { text, label, token, tag } = suggested;
        await readTexts(path, token !== null && tag !== null ? { token, tag } : { text: text ?? '', label });
      } catch (error) {
        expect(error, `mutant ${number + 500_000}`).toBeInstanceOf(AppError);
      }
    }
  });

  const processes = times(20, 1000);
  it(`${processes} of them cost no process its life`, async () => {
    const deaths: unknown[] = [];
    for (let number = 0; number < processes; number += 1) {
      const { path, options, shape } = mutant(number + 1_000_000);
      const reader = new TextReader(path, shape, { onTrouble: (what, facts) => deaths.push({ what, facts, number }) });
      const here = await readTexts(path, options, shape).then(asPacked, (error: unknown) => error);
      const there = await gathered(reader.rows(options)).catch((error: unknown) => error);
      if (here instanceof AppError) expect(there).toMatchObject({ code: here.code, message: here.message });
      else expect(there).toEqual(here);
    }
    expect(deaths).toEqual([]);
  });
});
