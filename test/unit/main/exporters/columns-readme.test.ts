import { describe, expect, it } from 'vitest';
import { columnsPreprocessing, fitColumns } from '#app/data/columns/fitted.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { columnsReadme } from '#main/exporters/tfjs/columns-readme.ts';

const types = { size: 'number', kind: 'category', open: 'boolean', day: 'date' } as const;
const facts: TableColumn[] = Object.entries(types).map(([name, type]) => ({
  name,
  type,
  unit: null,
  missing: 0,
  least: null,
  most: null,
  mean: null,
  deviation: null,
  categories: null,
}));
const rows = Int32Array.of(0, 1, 2, 3, 4, 5);
const read = (name: string) => ({
  values: Float64Array.from(rows, (row) => row % 2),
  categories: name === 'kind' ? ['rose', 'tulip'] : null,
});

const size = { column: 'size', encoder: { kind: 'number', missing: { kind: 'mean' }, scaling: [{ kind: 'robust' }] } };
const day = { column: 'day', encoder: { kind: 'cyclical', cycles: ['week'], missing: { kind: 'drop' } } };
const open = { column: 'open', encoder: { kind: 'one-hot', missing: 'zeros' } };

async function readmeOf(settings: object, madeUp = false): Promise<string> {
  const fitted = await fitColumns(columnsPreprocessing.parse(settings), read, rows);
  return columnsReadme({ kind: 'columns', fitted, columns: facts, examples: [], madeUp }).replaceAll(/\s+/g, ' ');
}
const table = (change: object) => ({ kind: 'tables', answers: 'class', targets: ['kind'], inputs: [size, day, open], ...change });
const series = (change: object) => ({
  kind: 'series',
  answers: 'numbers',
  time: null,
  key: null,
  targets: ['size'],
  inputs: [size, day],
  window: 8,
  horizon: 3,
  ...change,
});

describe('README.txt of tables and series', () => {
  it('says what is asked and what is answered', async () => {
    expect(await readmeOf(table({}))).toMatch(
      /asked with a row: an object with a cell for each of 3 columns.*answers 2 probabilities, in the order/,
    );
    expect(await readmeOf(table({ answers: 'labels', targets: ['open'] }))).toContain('a probability for each of 1 label by itself');
    expect(await readmeOf(series({}))).toMatch(/the last 8 rows of one series.*1 number for each of the next 3 steps: "size"/);
    expect(await readmeOf(series({ answers: 'class', targets: ['kind'], horizon: 1 }))).toContain('2 probabilities of what comes next');
  });

  it('has a rule for each thing that is done, and for none that is not', async () => {
    const everything = await readmeOf(table({}));
    for (const words of [
      'that value',
      '"robust": (x − median) / range',
      'sin and cos',
      'A "one-hot" column',
      'begin with the year',
      'is missing, there is no answer',
    ])
      expect(everything).toContain(words);
    const least = await readmeOf(table({ inputs: [open] }));
    for (const words of ['that value', 'scaling', 'sin and cos', 'begin with the year', 'the value above', 'Numbers are', 'added up'])
      expect(least).not.toContain(words);
  });

  it('says what is known ahead, which rows stand above, and how ranges and differences are told', async () => {
    const readme = await readmeOf(series({ knownAhead: ['day'], quantiles: [0.1, 0.9], targetScaling: [{ kind: 'difference', lag: 12 }] }));
    expect(readme).toContain('and the 4 rows above');
    expect(readme).toMatch(/3 rows that are to be forecast, with what is known of them: "day".*The last feature of every step is 1/);
    expect(readme).toMatch(/lie below in shares of 0.1, 0.9 of all cases.*of each its quantiles.*Differences are added up.*wrong order/);
  });

  it('says whose rows the examples are', async () => {
    expect(await readmeOf(table({}))).toContain('rows as they were in the data');
    expect(await readmeOf(table({}), true)).toContain('made up of what is known of the columns');
  });
});
