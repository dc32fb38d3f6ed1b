import { describe, expect, it } from 'vitest';
import { usualEncoder } from '#app/data/columns/encoders/index.ts';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { tablePreprocessing } from '#app/data/tables/preprocessing.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import type { TableShape } from '#main/importers/tables/source.ts';
import { keepRowsFile, openRowsFile } from '#main/inference/columns/rows-file.ts';
import { fakeColumn } from '#test/helpers/fake-data.ts';
import { textFile } from '#test/helpers/text-files.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

const { signal } = new AbortController();
const columns = [fakeColumn('when', { type: 'date' }), fakeColumn('weight (kg)', { unit: 'kg' })];
const settings = tablePreprocessing.parse({
  kind: 'tables',
  answers: 'numbers',
  targets: ['weight (kg)'],
  inputs: [{ column: 'when', encoder: usualEncoder('date', false) }],
});
const fitted: FittedColumns = { settings, inputs: [], targets: [], answers: ['weight (kg)'], season: null };

/** The cells of a file that is read as one was that was imported so. */
async function readAs(shape: TableShape, content: string): Promise<{ names: string[]; cells: unknown[][]; skipped: string[] }> {
  const reading = { fitted, columns, shape, repair: { doubles: 'first', gaps: 'forward' } } as const;
  const path = textFile('new.csv', content);
  const file = await openRowsFile(path, reading, { columns: ['when', 'weight (kg)'] }, signal);
  const skipped: string[] = [];
  const folder = await keepRowsFile(file, temporaryFolder(), (some) => skipped.push(...some.map(({ path }) => path)), { signal });
  const table = await openTable(folder);
  return { names: table.columns.map(({ name }) => name), cells: (await table.rowsAt({ from: 0, to: table.rows })).columns, skipped };
}

const asImported = (
  dates: 'iso' | 'day-first' | 'month-first' | 'epoch-seconds',
  decimal: '.' | ',' = '.',
  thousands: '' | '.' = '',
): TableShape => ({
  columns: [
    { name: 'when', type: 'date', dates },
    { name: 'weight (kg)', type: 'number', decimal, thousands },
  ],
});
const day = (month: number, date: number) => Date.UTC(2024, month - 1, date);

describe('a file of rows is read as the import read its data', () => {
  it('where cells may be read in two ways', async () => {
    const content = 'when;weight\n03/04/2024;1,234\n05/04/2024;2,345\n';
    expect((await readAs(asImported('day-first', ','), content)).cells).toEqual([
      [day(4, 3), day(4, 5)],
      [1.234, 2.345],
    ]);
    expect((await readAs(asImported('month-first', ',', '.'), content)).cells[0]).toEqual([day(3, 4), day(5, 4)]);
  });

  it('but by its own cells where these are written otherwise', async () => {
    const { cells, skipped } = await readAs(asImported('day-first', ',', '.'), 'when,weight\n2024-04-30,1.5\n2024-05-01,20.25\n');
    expect(cells).toEqual([
      [day(4, 30), day(5, 1)],
      [1.5, 20.25],
    ]);
    expect(skipped).toEqual([]);
  });

  it('seconds too, which are dates only where somebody has said so', async () => {
    expect((await readAs(asImported('epoch-seconds'), 'when,weight\n1712102400,1\n1712188800,2\n')).cells[0]).toEqual([
      day(4, 3),
      day(4, 4),
    ]);
  });

  it('under its names, without rows being skipped for what is not needed', async () => {
    const { names, cells, skipped } = await readAs(
      asImported('iso'),
      'weight [kg],comment,when,weight (t)\n1,3,2024-04-03,x\n2,4,2024-04-04,5\n3,none,2024-04-05,6\n4,5,2024-04-06,7\n',
    );
    expect(names).toEqual(['weight (kg)', 'not needed: comment', 'when', 'not needed: weight (t)']);
    expect(cells[0]).toEqual([1, 2, 3, 4]);
    expect(skipped).toEqual([]);
  });
});
