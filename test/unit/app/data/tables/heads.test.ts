import { describe, expect, it } from 'vitest';
import { blockContextOf, fittedColumnsContext } from '#app/data/block-context.ts';
import { rowTargets } from '#app/data/columns/answers.ts';
import type { ColumnValues } from '#app/data/columns/column.ts';
import { type ColumnsPreprocessing, columnsPreprocessing, fitColumns } from '#app/data/columns/fitted.ts';
import { fittedHeads, headView } from '#app/data/columns/fitted-heads.ts';
import { ownAnswers } from '#app/data/columns/own-units.ts';
import { suggestedImport } from '#app/data/columns/suggested.ts';
import type { TableFacts } from '#app/data/tables/facts.ts';
import { headsOf } from '#app/data/tables/heads.ts';
import { byClasses, headNames, judgedFirst, judgedHeads, ofHead } from '#app/data/tables/of-head.ts';
import { asked, type SeenColumn, suggestedAnswers } from '#app/data/tables/suggested.ts';

const seen = (name: string, type: SeenColumn['type'], distinct = 20): SeenColumn => ({
  name,
  type,
  distinct,
  missing: 0,
  tellsApart: false,
});
const [size, kind, place, sold, used, price] = [
  seen('size', 'number'),
  seen('kind', 'category', 3),
  seen('place', 'category', 4),
  seen('sold', 'boolean', 2),
  seen('used', 'boolean', 2),
  seen('price', 'number'),
];
const all = [size, kind, place, sold, used, price];

describe('what is learned of several columns where nobody says so', () => {
  it.each([
    ['numbers', [size, price]],
    ['labels', [sold, used]],
    ['several', [kind, price]],
    ['several', [kind, place]],
    ['several', [sold, price]],
    ['class', [kind]],
  ])('is %s', (answers, targets) => {
    expect(suggestedAnswers(targets)).toBe(answers);
  });

  it('has a head for each column of classes, one for all numbers, one for all labels', () => {
    const heads = asked(all, ['price', 'kind', 'sold', 'size', 'place', 'used'], 'several').heads;
    expect(heads).toEqual([
      { answers: 'numbers', targets: ['price', 'size'] },
      { answers: 'class', targets: ['kind'] },
      { answers: 'labels', targets: ['sold', 'used'] },
      { answers: 'class', targets: ['place'] },
    ]);
    // A single yes or no is a class, which is judged closer.
    expect(asked(all, ['price', 'sold'], 'several').heads?.[1]).toEqual({ answers: 'class', targets: ['sold'] });
  });

  it('is of one kind where several is said of columns that are alike', () => {
    expect(asked(all, ['price', 'size'], 'several')).toEqual({ answers: 'numbers', targets: ['price', 'size'] });
  });

  it('is read as what its head answers', () => {
    const column = (of: SeenColumn) => ({ ...of, unit: null, numbers: null, dates: null, examples: [] });
    const look = { path: 'a.csv', columns: all.map(column), looked: 100 };
    const { preprocessing, shape } = suggestedImport(look, { kind: 'tables', targets: ['sold', 'kind', 'price'] });
    expect(preprocessing).toMatchObject({ answers: 'several', targets: ['sold', 'kind', 'price'] });
    expect(shape.map(({ name, type }) => `${name} ${type}`)).toEqual(all.map(({ name, type }) => `${name} ${type}`));
    expect(preprocessing.inputs.map(({ column }) => column)).toEqual(['size', 'place', 'used']);
  });
});

const settings = (change: object = {}): unknown => ({
  kind: 'tables',
  answers: 'several',
  targets: ['kind', 'price', 'size'],
  heads: headsOf([
    { name: 'kind', answers: 'class' },
    { name: 'price', answers: 'numbers' },
    { name: 'size', answers: 'numbers' },
  ]),
  targetScaling: [{ kind: 'standard' }],
  inputs: [{ column: 'width', encoder: { kind: 'number', missing: { kind: 'drop' }, scaling: [] } }],
  ...change,
});

describe('settings with heads', () => {
  it('are what is stored and read again', () => {
    expect(columnsPreprocessing.parse(settings())).toEqual(settings());
  });

  it.each([
    ['heads without several answers', { answers: 'numbers' }],
    ['several answers without heads', { heads: undefined }],
    ['one head', { heads: [{ answers: 'class', targets: ['kind'] }], targets: ['kind'] }],
    ['targets that are not those of the heads', { targets: ['kind', 'size', 'price'] }],
    [
      'a column in two heads',
      {
        targets: ['kind', 'kind'],
        heads: [
          { answers: 'class', targets: ['kind'] },
          { answers: 'numbers', targets: ['kind'] },
        ],
      },
    ],
    [
      'two columns of classes in one head',
      {
        targets: ['kind', 'place', 'price'],
        heads: [
          { answers: 'class', targets: ['kind', 'place'] },
          { answers: 'numbers', targets: ['price'] },
        ],
      },
    ],
  ])('are refused with %s', (_, change) => {
    expect(columnsPreprocessing.safeParse(settings(change)).success).toBe(false);
  });
});

describe('what was fitted for several heads', () => {
  const columns = new Map<string, ColumnValues>([
    ['width', { values: Float64Array.of(1, 2, 3, 4), categories: null }],
    ['kind', { values: Float64Array.of(0, 1, Number.NaN, 1), categories: ['oak', 'elm'] }],
    ['price', { values: Float64Array.of(10, 20, 30, 40), categories: null }],
    ['size', { values: Float64Array.of(1, 1, 3, 3), categories: null }],
  ]);
  const fitted = () =>
    fitColumns(
      columnsPreprocessing.parse(settings()) satisfies ColumnsPreprocessing,
      (name) => columns.get(name) ?? expect.fail(),
      Int32Array.of(0, 1, 2, 3),
    );

  it('says where each stands in what is answered', async () => {
    const own = await fitted();
    expect(own.answers).toEqual(['oak', 'elm', 'price', 'size']);
    expect(fittedHeads(own).map(({ name, outputs, answered }) => [name, outputs, answered])).toEqual([
      ['kind', { from: 0, width: 2 }, { from: 0, width: 1 }],
      ['price', { from: 2, width: 2 }, { from: 1, width: 2 }],
    ]);
  });

  it('is of each what it would be alone', async () => {
    const own = await fitted();
    const alone = await fitColumns(
      columnsPreprocessing.parse(settings({ answers: 'numbers', targets: ['price', 'size'], heads: undefined })),
      (name) => columns.get(name) ?? expect.fail(),
      Int32Array.of(0, 1, 2, 3),
    );
    expect(headView(own, 'price')).toEqual({ ...alone, settings: { ...alone.settings, heads: undefined } });
    expect(headView(own, 'kind')).toMatchObject({
      settings: { answers: 'class', targets: ['kind'] },
      answers: ['oak', 'elm'],
      targets: [],
    });
    expect(() => headView(own, 'width')).toThrow('there must be a head "width"');
  });

  it('makes answers of rows: the place of a class, numbers scaled, and nothing where nobody knows', async () => {
    const { width, write } = rowTargets(await fitted(), columns);
    expect(width).toBe(3);
    const into = new Float32Array(6);
    write(1, into, 0);
    write(2, into, 3);
    expect([...into]).toEqual([1, expect.closeTo(-0.4472, 3), -1, Number.NaN, expect.closeTo(0.4472, 3), 1]);
  });

  it('brings numbers back to their own units and leaves probabilities as they are', async () => {
    const said = Float32Array.of(0.25, 0.75, 0, 1, 0.5, 0.5, 1, -1);
    const answers = ownAnswers(await fitted(), columns, { items: Int32Array.of(0, 1), said });
    expect([...answers]).toEqual([0.25, 0.75, 25, 3, 0.5, 0.5, expect.closeTo(36.18, 2), 1]);
  });

  it('tells the blocks of each head', async () => {
    expect(fittedColumnsContext(await fitted())).toMatchObject({
      answers: 'several',
      classes: 4,
      heads: [
        { name: 'kind', columns: ['kind'], answers: 'item', classes: 2 },
        { name: 'price', columns: ['price', 'size'], answers: 'numbers', classes: 2 },
      ],
    });
  });
});

describe('data with several heads', () => {
  const classes = [
    { name: 'oak', items: 6, train: 4, validation: 1, test: 1 },
    { name: 'elm', items: 4, train: 2, validation: 1, test: 1 },
  ];
  const numbers = { answers: 'numbers' as const, targets: ['price', 'size'], classes: [] };
  const facts = (heads: TableFacts['heads']) =>
    ({
      heads,
      features: 1,
      columns: [
        { name: 'price', unit: '€' },
        { name: 'size', unit: '€' },
      ],
    }) as unknown as TableFacts; // what is asked of it
  const data = {
    preprocessing: columnsPreprocessing.parse(settings()),
    classes: [],
    texts: null,
    table: facts([{ answers: 'class', targets: ['kind'], classes }, numbers]),
  };

  it('are what they would be with one alone', () => {
    expect(headNames(data)).toEqual(['kind', 'price']);
    expect(ofHead(data, 'kind')).toMatchObject({ preprocessing: { answers: 'class', targets: ['kind'] }, classes });
    expect(ofHead(data, 'price')).toMatchObject({ preprocessing: { answers: 'numbers', targets: ['price', 'size'] }, classes: [] });
    expect(ofHead(data, 'size')).toBeUndefined();
    expect(judgedFirst(data)).toEqual(ofHead(data, 'kind'));
  });

  it('are judged each in its own measure and unit', () => {
    expect(judgedHeads(data)).toEqual([
      { columns: 'kind', answers: 'class', measure: 'accuracy', unit: null },
      { columns: 'price, size', answers: 'numbers', measure: 'error', unit: '€' },
    ]);
  });

  it('are parted by the first classes, wherever they stand', () => {
    const turned = { ...data, table: facts([numbers, { answers: 'class', targets: ['kind'], classes }]) };
    expect(byClasses(turned).classes).toEqual(classes);
    expect(judgedFirst(turned).classes).toEqual([]);
    expect(blockContextOf(turned)?.heads?.map(({ classes: many }) => many)).toEqual([2, 2]);
  });

  it('without heads stay as they are', () => {
    const plain = { ...data, table: facts(undefined) };
    expect([ofHead(plain), byClasses(plain)]).toEqual([plain, plain]);
    expect(ofHead(plain, 'kind')).toBeUndefined();
    expect(judgedHeads(plain)).toEqual([]);
  });
});
