import { describe, expect, it } from 'vitest';
import { TableSettings } from '#renderer/features/data/tables/table-settings.svelte.ts';
import { fakeTableLook } from '../../../helpers/fake-data.ts';

const inputsOf = ({ preparation }: TableSettings) => preparation.settings.inputs.map(({ column }) => column);
const shapeOf = (settings: TableSettings, name: string) =>
  settings.input(undefined).shape?.columns?.find((column) => column.name === name)?.type;

describe('how a table is imported', () => {
  it('begins with what is suggested', () => {
    const settings = new TableSettings(fakeTableLook(), 'tables');
    expect(settings.preparation.settings).toMatchObject({ kind: 'tables', targets: ['price'], answers: 'numbers' });
    expect(inputsOf(settings)).toEqual(['sold on', 'area', 'district', 'garden']);
    expect(settings.amount).toBe('60 rows');
    expect(settings.problem).toBeUndefined();
  });

  it('lets what is no longer learned go in again, in the order of the columns', () => {
    const settings = new TableSettings(fakeTableLook(), 'tables');
    settings.preparation.ask(['area']);
    expect(inputsOf(settings)).toEqual(['sold on', 'district', 'garden', 'price']);
    settings.preparation.ask(['district']);
    expect(settings.preparation.settings).toMatchObject({ targets: ['district'], answers: 'class' });
    expect(inputsOf(settings)).toEqual(['sold on', 'area', 'garden', 'price']);
  });

  it('keeps how a column goes in, and which are left out, when another one is learned', () => {
    const settings = new TableSettings(fakeTableLook(), 'tables');
    settings.preparation.encode('district', null);
    settings.preparation.encode('area', { kind: 'number', missing: { kind: 'mean' }, scaling: [{ kind: 'robust' }] });
    settings.preparation.ask(['garden']);
    expect(inputsOf(settings)).toEqual(['sold on', 'area', 'price']);
    expect(settings.preparation.encoderOf('area')).toMatchObject({ scaling: [{ kind: 'robust' }] });
  });

  it('reads numbers that are classes as categories', () => {
    const settings = new TableSettings(fakeTableLook(), 'tables');
    expect(shapeOf(settings, 'price')).toBe('number');
    settings.preparation.answers = 'class';
    expect(shapeOf(settings, 'price')).toBe('category');
    expect(settings.preparation.answerChoices).toEqual(['numbers', 'class']);
  });

  it('asks for several numbers, and for no class beside them', () => {
    const settings = new TableSettings(fakeTableLook(), 'tables');
    settings.preparation.ask(['area', 'price']);
    expect(settings.preparation.settings).toMatchObject({ targets: ['area', 'price'], answers: 'numbers' });
    expect(settings.preparation.answerChoices).toEqual(['numbers']);
  });

  it('asks for columns of several kinds at once, each as what it is', () => {
    const settings = new TableSettings(fakeTableLook(), 'tables');
    settings.preparation.ask(['price', 'district', 'garden']);
    expect(settings.preparation.settings).toMatchObject({
      answers: 'several',
      targets: ['price', 'district', 'garden'],
      heads: [
        { answers: 'numbers', targets: ['price'] },
        { answers: 'class', targets: ['district'] },
        { answers: 'class', targets: ['garden'] },
      ],
    });
    expect(settings.preparation.answerChoices).toEqual(['several']);
    expect(inputsOf(settings)).toEqual(['sold on', 'area']);
    expect(['price', 'district', 'garden'].map((name) => shapeOf(settings, name))).toEqual(['number', 'category', 'boolean']);
    settings.preparation.ask(['price', 'area']);
    expect(settings.preparation.settings).toMatchObject({ answers: 'numbers', targets: ['price', 'area'] });
    expect(settings.input(undefined).preprocessing).not.toHaveProperty('heads', expect.anything());
  });

  it('of a series asks for no columns of several kinds', () => {
    const settings = new TableSettings(fakeTableLook(), 'series');
    settings.preparation.ask(['price', 'district']);
    expect(settings.preparation.answerChoices).toEqual([]);
    expect(settings.preparation.settings.answers).not.toBe('several');
  });

  it('takes what suits a column that turns out to hold something else', () => {
    const settings = new TableSettings(fakeTableLook(), 'tables');
    settings.preparation.encode('area', { kind: 'number', missing: { kind: 'mean' }, scaling: [] });
    settings.readColumn('area', { type: 'category' });
    expect(settings.shape.columns).toEqual([{ name: 'area', type: 'category' }]);
    const { columns, ...look } = fakeTableLook();
    settings.see({
      ...look,
      columns: columns.map((column) => (column.name === 'area' ? { ...column, type: 'category' as const, numbers: null } : column)),
    });
    expect(settings.preparation.encoderOf('area')).toEqual({ kind: 'one-hot', missing: 'own' });
  });

  it('needs something to train on, and something that goes in', () => {
    const settings = new TableSettings(fakeTableLook(), 'tables');
    for (const column of inputsOf(settings)) settings.preparation.encode(column, null);
    expect(settings.problem).toBe('A column must go in; choose how one does');
    const other = new TableSettings(fakeTableLook(), 'tables');
    other.validation = 60;
    other.test = 40;
    expect(other.problem).toMatch(/^Something must be left to train on/);
  });

  it('says so where the rows are still counted', () => {
    expect(new TableSettings(fakeTableLook({ rows: { count: 123_456, exact: false } }), 'tables').amount).toBe('about 120,000 rows');
    const skipped = [{ place: 7, column: null, reason: 'a row must have 5 cells; got 2' }];
    expect(new TableSettings(fakeTableLook({ rows: { count: 60, exact: true }, looked: 59, skipped }), 'tables').amount).toBe('59 rows');
  });
});

describe('how series are imported', () => {
  it('takes the date as time, lets the past of what is forecast in, and parts in order', () => {
    const settings = new TableSettings(fakeTableLook({ rows: { count: 600, exact: true } }), 'series');
    expect(settings.preparation.series).toMatchObject({ time: 'sold on', key: null, targets: ['area'], window: 24, horizon: 1 });
    expect(inputsOf(settings)).toEqual(['area', 'district', 'garden', 'price']);
    expect(settings.input(3)).toMatchObject({ project: 3, split: { inOrder: true }, repair: { gaps: 'forward' } });
  });

  it('refuses windows that the series is too short for', () => {
    const settings = new TableSettings(fakeTableLook(), 'series');
    expect(settings.problem).toBeUndefined();
    settings.preparation.set({ window: 100 });
    expect(settings.problem).toBe('Such windows need 127 rows or more; got 60: make window, horizon or gap shorter');
    settings.preparation.place('key', 'district');
    expect(settings.problem).toBeUndefined();
  });

  it('counts rows of a time that another has, until a key tells them apart', () => {
    const { columns, ...look } = fakeTableLook();
    const days = (distinct: number, missing: number) => ({
      ...look,
      columns: columns.map((column) => (column.name === 'sold on' ? { ...column, distinct, missing } : column)),
    });
    const settings = new TableSettings(days(25, 5), 'series');
    expect([settings.doubled, settings.onlyKey]).toEqual([30, 'district']);
    settings.preparation.place('key', 'district');
    expect(settings.doubled).toBe(0);
    expect(new TableSettings(days(55, 5), 'series').doubled).toBe(0);
    expect(new TableSettings(days(25, 5), 'tables').doubled).toBe(0);
  });

  it('knows only what goes in ahead, and forecasts one category at a time', () => {
    const settings = new TableSettings(fakeTableLook(), 'series');
    const { preparation } = settings;
    preparation.know('garden', true);
    preparation.know('price', true);
    preparation.encode('price', null);
    expect(preparation.series?.knownAhead).toEqual(['garden']);
    preparation.set({ horizon: 7, quantiles: [0.1, 0.5, 0.9] });
    preparation.ask(['district']);
    expect(preparation.series).toMatchObject({ answers: 'class', horizon: 1, quantiles: [], knownAhead: ['garden'] });
  });
});
