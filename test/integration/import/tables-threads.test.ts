import { describe, expect, it } from 'vitest';
import { ByteRows, ThreadedRows } from '#main/importers/tables/byte-rows.ts';
import { planColumns } from '#main/importers/tables/column-plan.ts';
import type { LookedColumn } from '#main/importers/tables/source.ts';
import { TableFilling } from '#main/importers/tables/table-filling.ts';
import type { Feeder, Target } from '#main/importers/tables/text-table.ts';
import type { SkippedRow } from '#main/importers/texts/source.ts';
import { times } from '#test/helpers/counts.ts';
import { drawn } from '#test/helpers/drawn.ts';

const column = { unit: null, numbers: null, dates: null, distinct: 0, tellsApart: false, missing: 0, examples: [] };
const columns: LookedColumn[] = [
  { ...column, name: 'a', type: 'number' },
  { ...column, name: 'b', type: 'category' },
];
const dialect = { delimiter: ',', quotes: true, header: true };
const plan = { file: 'x.csv', dialect, columns };

/** What comes of a table that is given in parts: the blocks, what was skipped, what it is. */
async function taken(parts: readonly Buffer[], feederOf: (target: Target) => Feeder) {
  const planned = planColumns('x.csv', columns);
  const filling = new TableFilling(planned);
  const feeder = feederOf({ encoding: 'utf-8', filling, columns: planned });
  try {
    for (const [number, part] of parts.entries()) await feeder.feed({ bytes: part, last: number === parts.length - 1 });
  } finally {
    await feeder.close();
  }
  const blocks = filling.takeBlocks(true).map(({ content }) => Buffer.from(content).toString('base64'));
  const skipped: SkippedRow[] = filling.takeSkipped();
  return { blocks, skipped, table: filling.table() };
}

const marks = [',', ',', '\n', '\n', '\r\n', '"', '""', 'x', '7', '7', '1.5', ' ', 'é', '\0'] as const;

/** A table, whole or with something in it that is not. */
function drawnTable(seed: number): string {
  const random = drawn(seed);
  const row = () =>
    random.whole(0, 8) === 0
      ? Array.from({ length: random.whole(0, 5) }, () => random.pick(marks)).join('')
      : `${random.whole(0, 99) / 4},${random.pick(['rose', 'tulip', '"a, b"', '"two\nlines"', `n${random.whole(0, 30)}`, ''])}`;
  const odd = random.whole(0, 1) === 0;
  return `a,b\n${Array.from({ length: random.whole(0, 200) }, () => (odd ? row() : `${random.whole(0, 99)},${random.pick(['u', 'v', 'w'])}`)).join('\n')}`;
}

const tables = times(60, 1000);

describe('several threads', () => {
  it(`read ${tables} tables in parts of any size as one does, to the byte`, async () => {
    let rows = 0;
    for (let seed = 0; seed < tables; seed += 1) {
      const random = drawn(seed);
      const bytes = Buffer.from(drawnTable(seed));
      const parts: Buffer[] = [];
      for (let at = 0; at < bytes.length || parts.length === 0; ) {
        const size = random.whole(1, 400);
        parts.push(bytes.subarray(at, at + size));
        at += size;
      }
      const alone = await taken(parts, (target) => new ByteRows(plan, target));
      const together = await taken(parts, (target) => new ThreadedRows(plan, target, 2));
      expect(together, `table ${seed}`).toEqual(alone);
      rows += alone.table.rows;
    }
    expect(rows).toBeGreaterThan(tables * 20);
  });

  it('tell an error as it was thrown there', async () => {
    const names = Array.from({ length: 100_001 }, (_, number) => `1,n${number}\n`).join('');
    await expect(taken([Buffer.from(`a,b\n${names}`)], (target) => new ThreadedRows(plan, target, 2))).rejects.toMatchObject({
      code: 'categories-too-many',
      message: 'A category must have 100,000 different values or fewer; got more in "b".',
    });
  });
});
