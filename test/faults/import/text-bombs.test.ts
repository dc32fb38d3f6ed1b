import { closeSync, openSync, writeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { residentBytes } from '#main/bench/resident.ts';
import { unpacked } from '#main/importers/texts/packed.ts';
import { TextReader } from '#main/importers/texts/reader-process.ts';
import { times } from '#test/helpers/counts.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { type AllRows, gathered, lookAt, pairs, readTexts, reasons, textFile } from '#test/helpers/text-files.ts';

const megabyte = 2 ** 20;
const huge = times(300, 1000);
const canMeasure = residentBytes(process.pid) > 0;

/** A file of a beginning, as many megabytes of the same, and an end. */
function bomb(name: string, head: string, filling: string, megabytes: number, tail: string): string {
  const path = textFile(name, head);
  const file = openSync(path, 'a');
  const block = Buffer.from(filling.repeat(Math.ceil(megabyte / filling.length)));
  for (let i = 0; i < megabytes; i += 1) writeSync(file, block);
  writeSync(file, tail);
  closeSync(file);
  return path;
}

/** Reads in a process of its own, watched. */
async function watched(path: string, options = {}, shape = {}): Promise<{ all: AllRows; most: number; milliseconds: number }> {
  const start = performance.now();
  const reader = new TextReader(path, shape);
  let most = 0;
  const timer = setInterval(() => {
    for (const pid of reader.pids) most = Math.max(most, residentBytes(pid));
  }, 20);
  try {
    const all = await gathered(reader.rows(options));
    return { all, most, milliseconds: performance.now() - start };
  } finally {
    clearInterval(timer);
  }
}

/** What a reader may take, whatever the file. */
const mostMemory = canMeasure ? 400e6 : Number.POSITIVE_INFINITY;

describe(`one line of ${huge} MB`, () => {
  it('in a table is listed, and the rows around it are read', async () => {
    const path = bomb('x.csv', 'text,label\na,b\n', 'word ', huge, ',c\nd,e\n');
    expect((await new TextReader(path).look()).rows.exact).toBe(false);
    const { all, most, milliseconds } = await watched(path, { text: 'text', label: 'label' });
    expect(pairs(all)).toEqual([
      ['a', 'b'],
      ['d', 'e'],
    ]);
    expect(reasons(all)).toEqual([[3, 'a row must have 4000000 characters or fewer']]);
    expect(most).toBeLessThan(mostMemory);
    expectBelow(milliseconds, 30_000);
  });

  it('in quotes that nothing closes, too', async () => {
    const path = bomb('x.csv', 'text,label\na,b\n"', 'word ', huge, ',c\nd,e\n');
    const { all, most } = await watched(path, { text: 'text', label: 'label' });
    expect(pairs(all)).toEqual([
      ['a', 'b'],
      ['d', 'e'],
    ]);
    expect(all.skipped.length).toBe(1);
    expect(most).toBeLessThan(mostMemory);
  });

  it('in JSON lines is listed', async () => {
    const path = bomb('x.jsonl', '{"text": "a", "label": "b"}\n{"text": "', 'word ', huge, '"}\n{"text": "d", "label": "e"}\n');
    const { all, most } = await watched(path, { text: 'text', label: 'label' });
    expect(pairs(all)).toEqual([
      ['a', 'b'],
      ['d', 'e'],
    ]);
    expect(reasons(all)).toEqual([[2, 'a line must have 4000000 characters or fewer']]);
    expect(most).toBeLessThan(mostMemory);
  });

  it('of tagged words costs its sentence', async () => {
    const { all, most } = await watched(bomb('x.conll', 'a X\n\nb X\n', 'word', huge, '\nc X\n\nd X\n'));
    expect(pairs(all)).toEqual([
      ['a', ['X']],
      ['d', ['X']],
    ]);
    expect(reasons(all)).toEqual([[3, 'line 4 must have 100000 characters or fewer']]);
    expect(most).toBeLessThan(mostMemory);
  });

  it('of a long text is cut into pieces', async () => {
    const path = bomb('x.txt', '', 'word ', huge, 'end');
    const reader = new TextReader(path);
    let characters = 0;
    let longest = 0;
    let most = 0;
    for await (const { texts } of reader.rows({ pieces: { by: 'line', mostCharacters: 1000 } })) {
      for (const text of unpacked(texts)) {
        characters += text.length;
        longest = Math.max(longest, text.length);
      }
      for (const pid of reader.pids) most = Math.max(most, residentBytes(pid));
    }
    expect(characters).toBe(Math.ceil(megabyte / 5) * 5 * huge + 3);
    expect(longest).toBe(1000);
    expect(most).toBeLessThan(mostMemory);
  });

  it('as the first of a table is told by the look', async () => {
    await expect(lookAt(bomb('x.csv', '', 'word', 10, '\n'))).rejects.toMatchObject({ code: 'text-row-too-long' });
  });
});

describe('quotes', () => {
  it('one that is not closed costs its line of 100 MB of lines', async () => {
    const path = bomb('x.csv', 'text,label\n"a,b\n', 'some word,x\n', 100, '');
    const start = performance.now();
    const reader = new TextReader(path);
    let given = 0;
    const skipped: unknown[] = [];
    for await (const batch of reader.rows({ text: 'text', label: 'label' })) {
      given += batch.places.length;
      skipped.push(...batch.skipped);
    }
    expect(skipped).toEqual([{ place: 2, column: null, reason: 'a quote is not closed within 4000000 characters' }]);
    expect(given).toBe(Math.ceil(megabyte / 12) * 100);
    expectBelow(performance.now() - start, 30_000);
  });

  it.each([
    ['nothing else', '"'],
    ['pairs', '""'],
    ['lines of one', '"\n'],
    ['lines of three', '"""\n'],
    ['a cell each', '"a""b",'],
    ['one within a cell each', 'a"b,'],
    ['one open a line', '"a,b\n'],
    ['one closed wrongly a line', '"a"b,c\n'],
  ])('a file of %s takes no more time than another', async (_, filling) => {
    const path = bomb('x.csv', 'text,label\na,b\n', filling, 8, '\nc,d\n');
    const start = performance.now();
    const all = await readTexts(path, { text: 'text', label: 'label' }, { delimiter: ',', quotes: true, header: true });
    expect(all.rows.length + all.skipped.length).toBeGreaterThan(1);
    expectBelow(performance.now() - start, 10_000);
  });
});

describe('width', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `column${i}`);
  it.each([
    ['100,000 columns', 'x.csv', `${names.join(',')}\n${names.map(() => 'x').join(',')}\n`],
    ['a line of delimiters', 'x.csv', `${','.repeat(1e6)}\n`],
    ['an object of 100,000 keys', 'x.jsonl', `${JSON.stringify(Object.fromEntries(names.map((name) => [name, 1])))}\n`],
    ['100,000 tags a word', 'x.conll', `${'x '.repeat(100_000)}\n\n`],
  ])('%s are refused, by look and by reading', async (_, name, content) => {
    const path = textFile(name, content);
    await expect(lookAt(path)).rejects.toMatchObject({ code: 'table-too-wide' });
    await expect(readTexts(path)).rejects.toMatchObject({ code: 'table-too-wide' });
  });

  it('2,000 columns are looked at in time', async () => {
    const some = names.slice(0, 2000);
    const row = some.map((_, i) => `word ${i}`).join(',');
    const path = textFile('x.csv', `${some.join(',')}\n${`${row}\n`.repeat(500)}`);
    const start = performance.now();
    const look = await new TextReader(path).look();
    expect(look.columns.length).toBe(2000);
    expect(JSON.stringify(look).length).toBeLessThan(2e6);
    expectBelow(performance.now() - start, 5000);
  });
});

describe('what holds no texts', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'text-file-empty'],
    ['a header alone', 'text,label\n', 'text-no-rows'],
    ['empty lines', '\n\r\n\n', 'text-no-rows'],
    ['a mark alone', '\uFEFF', 'text-no-rows'],
    ['zeros', new Uint8Array(5000), 'text-file-other'],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), 'text-file-other'],
  ])('%s is an error, whatever it is taken for', async (_, content, code) => {
    for (const name of ['x.csv', 'x.jsonl', 'x.conll', 'x.txt']) {
      if (code === 'text-no-rows' && content === 'text,label\n' && name !== 'x.csv') continue;
      await expect(lookAt(textFile(name, content)), name).rejects.toMatchObject({ code });
    }
  });

  it('a pipe is not waited for', async () => {
    await expect(lookAt('/dev/null', { kind: 'table' })).rejects.toMatchObject({ code: 'text-file-other' });
    await expect(lookAt('/dev/zero', { kind: 'long-text' })).rejects.toMatchObject({ code: 'text-file-other' });
  });
});
