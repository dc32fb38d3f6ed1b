import type { Dataset, Item, Scan } from '#app/contract/datasets.ts';
import type { Model } from '#app/contract/models.ts';
import type { TableLook } from '#app/contract/tables.ts';
import type { TextLook } from '#app/contract/texts.ts';
import { usualEncoder } from '#app/data/columns/encoders/index.ts';
import { suggestedImport } from '#app/data/columns/suggested.ts';
import { seriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { tablePreprocessing } from '#app/data/tables/preprocessing.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import type { Graph } from '#app/graph/graph.ts';
import { fakeGraph } from './fake-objects.ts';

/** A dataset of three flowers that was imported, with what a test cares about. */
export const fakeDataset = (change: Partial<Dataset> = {}): Dataset => {
  const classes = change.classes ?? ['rose', 'tulip', 'daisy'].map((name) => ({ name, items: 333, train: 267, validation: 33, test: 33 }));
  const sum = (part: 'train' | 'validation' | 'test') => classes.reduce((total, each) => total + each[part], 0);
  return {
    id: 1,
    project: 1,
    name: 'Flowers',
    kind: 'images',
    state: 'ready',
    source: '/pictures/flowers',
    items: 1000,
    skipped: 0,
    duplicates: 0,
    classes,
    parts: { train: sum('train'), validation: sum('validation'), test: sum('test') },
    preprocessing: { kind: 'images', width: 32, height: 32, channels: 'rgb', fit: 'stretch', background: 0 },
    texts: null,
    table: null,
    split: { train: 80, validation: 10, test: 10, seed: 7, given: false },
    hash: 'a',
    bytes: 1000,
    createdAt: 1,
    deletedAt: null,
    ...change,
  };
};

/** A dataset of reviews, of 24 tokens each out of 40, with what a test cares about. */
export const fakeTexts = (change: Partial<Dataset> = {}): Dataset =>
  fakeDataset({
    name: 'Reviews',
    kind: 'texts',
    source: '/texts/reviews.csv',
    classes: ['negative', 'positive'].map((name) => ({ name, items: 500, train: 400, validation: 50, test: 50 })),
    preprocessing: textPreprocessing.parse({ kind: 'texts', length: 24 }),
    texts: {
      prepared: 'prepared-1',
      codes: 40,
      shape: [24],
      tokens: 6000,
      unknown: 0,
      lengths: { texts: 800, least: 2, most: 24, mean: 7, percentiles: [], suggested: 12, histogram: [] },
      frequent: [],
      droppedNegations: [],
      vectors: null,
    },
    ...change,
  });

/** An image of it, known by its number. */
export const fakeItem = (index: number, change: Partial<Item> = {}): Item => ({
  index,
  path: `rose/${index}.png`,
  class: 0,
  split: 'train',
  width: 64,
  height: 64,
  duplicateOf: null,
  ...change,
});

/** What a look at a file of texts said. */
export const fakeTextLook = (change: Partial<TextLook> = {}): TextLook => ({
  path: '/texts/reviews.csv',
  kind: 'table',
  bytes: 4000,
  encoding: 'utf-8',
  dialect: { delimiter: ',', quotes: true, header: true },
  columns: [
    { name: 'review', type: 'text', distinct: 60, missing: 0, meanLength: 40 },
    { name: 'mood', type: 'text', distinct: 2, missing: 0, meanLength: 4 },
    { name: 'stars', type: 'number', distinct: 5, missing: 0, meanLength: 1 },
  ],
  preview: [{ place: 2, cells: ['Not bad, really', 'good', '4'] }],
  suggested: { text: 'review', label: 'mood', token: null, tag: null },
  rows: { count: 60, exact: true },
  looked: 60,
  classes: [
    { name: 'good', items: 31 },
    { name: 'bad', items: 29 },
  ],
  parts: null,
  pieces: null,
  skipped: [],
  problems: [],
  import: {
    name: 'reviews',
    preprocessing: textPreprocessing.parse({ kind: 'texts' }),
    split: { train: 80, validation: 10, test: 10, seed: 7, given: false },
  },
  ...change,
});

const lookedColumn = (name: string, type: TableLook['columns'][number]['type'], change: Partial<TableLook['columns'][number]> = {}) => ({
  name,
  unit: null,
  type,
  numbers: type === 'number' ? { decimal: '.' as const, thousands: '' as const } : null,
  dates: type === 'date' ? ('iso' as const) : null,
  distinct: 60,
  tellsApart: false,
  missing: 0,
  examples: [],
  ...change,
});

/** What a look at a table of houses said; `kind`: how it would be imported. */
export function fakeTableLook(change: Partial<TableLook> = {}): TableLook {
  const look = {
    path: '/tables/houses.csv',
    kind: 'table' as const,
    bytes: 4000,
    encoding: 'utf-8',
    dialect: { delimiter: ',', quotes: true, header: true },
    columns: [
      lookedColumn('sold on', 'date', { distinct: 20 }),
      lookedColumn('area', 'number', { unit: 'm²', missing: 3 }),
      lookedColumn('district', 'category', { distinct: 4 }),
      lookedColumn('garden', 'boolean', { distinct: 2 }),
      lookedColumn('price', 'number'),
    ],
    preview: [{ line: 2, cells: ['2024-01-31', '95', 'north', 'yes', '210000'] }],
    rows: { count: 60, exact: true },
    looked: 60,
    skipped: [],
    problems: [],
    ...change,
  };
  const { shape, ...suggested } = suggestedImport(look);
  return { ...look, import: change.import ?? { ...suggested, name: 'houses', shape: { columns: shape } } };
}

/** What a look at a folder said. */
export const fakeScan = (change: Partial<Scan> = {}): Scan => ({
  folder: '/pictures/flowers',
  layout: 'class-folders',
  classes: [
    { name: 'rose', items: 100 },
    { name: 'tulip', items: 80 },
    { name: 'daisy', items: 2 },
  ],
  items: 182,
  ignored: 0,
  splits: null,
  sizes: [{ width: 64, height: 48, items: 182 }],
  suggested: {
    name: 'Flowers',
    preprocessing: { kind: 'images', width: 48, height: 40, channels: 'gray', fit: 'cover', background: 9 },
    split: { train: 70, validation: 20, test: 10, seed: 3, given: false },
  },
  problems: [],
  ...change,
});

/** A model with this graph. */
export const fakeModel = (graph: Graph = fakeGraph(), change: Partial<Model> = {}): Model => ({
  id: 1,
  project: 1,
  name: 'My model',
  template: null,
  versions: 0,
  graph,
  updatedAt: 1,
  createdAt: 1,
  deletedAt: null,
  ...change,
});

/** A table of houses whose price in EUR is asked for, with what a test cares about. */
export const fakeTable = (change: Partial<Dataset> = {}): Dataset =>
  fakeDataset({
    name: 'Houses',
    kind: 'tables',
    source: '/tables/houses.csv',
    items: 1000,
    classes: [],
    parts: { train: 800, validation: 100, test: 100 },
    preprocessing: tablePreprocessing.parse({
      kind: 'tables',
      answers: 'numbers',
      targets: ['price (EUR)'],
      inputs: [
        { column: 'rooms', encoder: usualEncoder('number', false) },
        { column: 'town', encoder: usualEncoder('category', false) },
      ],
    }),
    table: {
      prepared: 'prepared-1',
      rows: 1000,
      columns: [
        fakeColumn('rooms', { least: 1, most: 7, mean: 4, deviation: 2 }),
        fakeColumn('town', { type: 'category', categories: ['Bonn', 'Ulm'].map((name) => ({ name, rows: 500 })) }),
        fakeColumn('price (EUR)', { unit: 'EUR', least: 20_000, most: 480_000, mean: 170_000, deviation: 90_000 }),
      ],
      features: 3,
      leftOut: 0,
      series: null,
      mended: null,
    },
    ...change,
  });

/** The same of which the town and the price are learned by one model. */
export function fakeHeads(): Dataset {
  const table = fakeTable();
  const heads = [
    {
      answers: 'class' as const,
      targets: ['town'],
      classes: ['Bonn', 'Ulm'].map((name) => ({ name, items: 500, train: 400, validation: 50, test: 50 })),
    },
    { answers: 'numbers' as const, targets: ['price (EUR)'], classes: [] },
  ];
  const preprocessing = tablePreprocessing.parse({
    kind: 'tables',
    answers: 'several',
    targets: ['town', 'price (EUR)'],
    heads: heads.map(({ answers, targets }) => ({ answers, targets })),
    inputs: [{ column: 'rooms', encoder: usualEncoder('number', false) }],
  });
  return { ...table, preprocessing, table: table.table && { ...table.table, features: 1, heads } };
}

/** A column of a table: numbers, unless a test says otherwise. */
export const fakeColumn = (name: string, change: Partial<TableColumn> = {}): TableColumn => ({
  name,
  unit: null,
  type: 'number',
  missing: 0,
  least: null,
  most: null,
  mean: null,
  deviation: null,
  categories: null,
  ...change,
});

/** Sales by day, of which a week is forecast from four with ranges that 80 % lie in, with what a test cares about. */
export const fakeSeries = (change: Partial<Dataset> = {}): Dataset =>
  fakeTable({
    name: 'Sales',
    kind: 'series',
    source: '/tables/sales.csv',
    preprocessing: seriesPreprocessing.parse({
      kind: 'series',
      answers: 'numbers',
      time: 'day',
      key: null,
      targets: ['sold'],
      inputs: [{ column: 'sold', encoder: usualEncoder('number', false) }],
      window: 28,
      horizon: 7,
      quantiles: [0.1, 0.5, 0.9],
    }),
    table: {
      prepared: 'prepared-1',
      rows: 1200,
      columns: [fakeColumn('day', { type: 'date' }), fakeColumn('sold', { least: 50, most: 180, mean: 110, deviation: 20 })],
      features: 1,
      leftOut: 0,
      series: { count: 1, tooShort: 0, interval: { unit: 'milliseconds', every: 86_400_000 }, season: 7 },
      mended: { outOfOrder: 0, doubles: 0, filled: 0 },
    },
    ...change,
  });
