import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskedCore, openAskedCore } from '#test/helpers/asked-core.ts';

/** What an import of tables tells of rows that are not used as they stand, and which tables it refuses, with what to do. */
const day = 86_400_000;
let app: AskedCore;
let number = 0;

beforeAll(async () => {
  app = await openAskedCore('unfold-mended-');
});
afterAll(() => app.close());

function file(lines: readonly string[]): string {
  number += 1;
  const path = join(app.root, `table-${number}.csv`);
  writeFileSync(path, [...lines, ''].join('\n'));
  return path;
}
const date = (at: number): string => new Date(Date.UTC(2022, 0, 1) + at * day).toISOString().slice(0, 10);
const sold = (at: number): number => 100 + (at % 7);

async function imported(lines: readonly string[], key: string | null) {
  const { job, dataset } = await app.ask('datasets.importTable', { path: file(lines), wish: { kind: 'series', time: 'day', key } });
  await app.job(job);
  return app.ask('datasets.get', { dataset });
}

describe('series that are brought in order', () => {
  it('tell how many rows had a time that another had, also once they are prepared anew', async () => {
    const shops = ['north', 'south'].flatMap((shop) => Array.from({ length: 200 }, (_, at) => `${date(at)},${shop},${sold(at)}`));
    const one = await imported(['day,shop,sold', ...shops], null);
    expect(one.table).toMatchObject({ rows: 200, mended: { outOfOrder: 1, doubles: 200, filled: 0 } });
    if (one.preprocessing.kind !== 'series') throw new Error('a series is prepared as one');
    const preprocessing = { ...one.preprocessing, window: 12 };
    await app.job((await app.ask('datasets.prepareTable', { dataset: one.id, preprocessing })).job);
    expect((await app.ask('datasets.get', { dataset: one.id })).table?.mended).toEqual({ outOfOrder: 1, doubles: 200, filled: 0 });
    const two = await imported(['day,shop,sold', ...shops], 'shop');
    expect(two.table).toMatchObject({ rows: 400, mended: { outOfOrder: 0, doubles: 0, filled: 0 } });
  });

  it('tell how many rows stand in gaps', async () => {
    const days = Array.from({ length: 200 }, (_, at) => (at % 50 === 20 ? [] : [`${date(at)},${sold(at)}`])).flat();
    expect((await imported(['day,sold', ...days], null)).table).toMatchObject({ rows: 200, mended: { filled: 4, doubles: 0 } });
  });
});

it('a table of more classes than a picture can tell apart is refused as one', async () => {
  const lines = Array.from({ length: 2002 }, (_, at) => `kind ${at % 1001},${at % 7}`);
  const path = file(['what,size', ...lines]);
  const look = await app.ask('datasets.lookTable', {
    path,
    shape: { columns: [{ name: 'what', type: 'category' }] },
    wish: { kind: 'tables', targets: ['what'] },
  });
  const { preprocessing, shape } = look.import;
  const { job } = await app.ask('datasets.importTable', { path, shape, preprocessing });
  await expect(app.job(job)).rejects.toMatchObject({
    message: 'A label must be one of 1,000 classes or fewer; got more than 1,000 different ones in "what".',
  });
});

describe('a table that holds nothing to learn', () => {
  const names = Array.from({ length: 60 }, (_, at) => `something unlike the others with number ${at},${at}`);
  it.each([
    ['has a row alone', ['area,price', '50,100000'], 'rows-too-few'],
    ['is the same in every row', ['area,price', ...Array.from({ length: 9 }, () => '50,100000')], 'targets-none'],
    ['has nothing but names that would go in', ['what,price', ...names], 'inputs-none'],
  ])('%s', async (_, lines, code) => {
    await expect(app.ask('datasets.lookTable', { path: file(lines), wish: { kind: 'tables' } })).rejects.toMatchObject({ code });
  });
});

it('numbers are no times, unless they count since 1970', async () => {
  const steps = file(['step,sold', ...Array.from({ length: 100 }, (_, at) => `${at},${sold(at)}`)]);
  const wish = { kind: 'series' as const, time: 'step', targets: ['sold'] };
  const refused = {
    code: 'time-not-dates',
    message: 'The time of a series must be a column of dates; got "step", which is of type number.',
  };
  await expect(app.ask('datasets.importTable', { path: steps, wish })).rejects.toMatchObject(refused);
  // Dates that somebody says are categories are none either.
  const path = file(['step,sold', ...Array.from({ length: 100 }, (_, at) => `${date(at)},${sold(at)}`)]);
  const { shape, preprocessing } = (await app.ask('datasets.lookTable', { path, wish })).import;
  const columns = shape.columns?.map((column) => (column.name === 'step' ? { name: 'step', type: 'category' as const } : column));
  await expect(app.ask('datasets.importTable', { path, shape: { ...shape, columns }, preprocessing })).rejects.toMatchObject({
    code: 'time-not-dates',
  });
  expect((await app.ask('datasets.list', {})).datasets.map(({ source }) => source)).not.toContain(path);
});
