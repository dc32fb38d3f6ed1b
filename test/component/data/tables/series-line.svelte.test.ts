import { describe, expect, it } from 'vitest';
import type { CallInput } from '#app/contract/index.ts';
import { LongLine } from '#renderer/features/data/tables/series-line.svelte.ts';
import { FakeClient } from '../../../helpers/fake-client.ts';

/** A line whose value is its row, a point every `every` rows of those asked for. */
const line = ({ from, to }: CallInput<'datasets.seriesLine'>, every: number) => {
  const rows = Array.from({ length: Math.ceil((to - from) / every) }, (_, place) => from + place * every);
  return { rows, at: rows.map((row) => row * 1000), values: rows.map((row) => (row === 50 ? null : row)) };
};

async function shown() {
  const client = new FakeClient({ 'datasets.seriesLine': (asked) => line(asked, asked.to - asked.from > 60 ? 10 : 1) });
  const long = new LongLine(client, { dataset: 1, column: 'sold', from: 0, to: 100 });
  await expect.poll(() => long.ready).toBe(true);
  return { client, long };
}

describe('a line over a long time', () => {
  it('is thinned out as a whole, and breaks where nothing is known', async () => {
    const { long } = await shown();
    expect(long.line.x).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90].map((row) => row * 1000));
    expect(Array.from(long.line.y)).toEqual([0, 10, 20, 30, 40, Number.NaN, 60, 70, 80, 90]);
  });

  it('shows every row of a stretch that is looked at, and the rest as before', async () => {
    const { client, long } = await shown();
    await long.look({ from: 22_000, to: 38_000 });
    expect(client.asked.at(-1)?.input).toMatchObject({ from: 20, to: 41 });
    expect(long.line.x).toEqual(
      [0, 10, ...Array.from({ length: 21 }, (_, place) => 20 + place), 50, 60, 70, 80, 90].map((row) => row * 1000),
    );
    await long.look(null);
    expect(long.line.x).toHaveLength(10);
  });

  it('finds a stretch between two points', async () => {
    const { client, long } = await shown();
    await long.look({ from: 22_000, to: 23_000 });
    expect(client.asked.at(-1)?.input).toMatchObject({ from: 20, to: 31 });
  });

  it('says why it cannot be shown', async () => {
    const error = { code: 'dataset-damaged' as const, message: 'It is damaged.', remedy: 'Import it again.' };
    const long = new LongLine(new FakeClient({ 'datasets.seriesLine': () => ({ ok: false, error }) }), {
      dataset: 1,
      column: 'a',
      from: 0,
      to: 9,
    });
    await expect.poll(() => long.error?.message).toBe('It is damaged.');
    expect(long.ready).toBe(false);
  });
});
