import { describe, expect, it } from 'vitest';
import type { ColumnValues } from '#app/data/columns/column.ts';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import type { ColumnInput } from '#app/data/columns/input.ts';
import { feedBack, givenAhead, openWindow, requireAhead, roundsFor, stepsGiven, unknownAhead } from '#app/data/series/ahead.ts';
import { lackingCells } from '#app/data/series/lacking-cells.ts';
import { type SeriesPreprocessing, seriesPreprocessing } from '#app/data/series/preprocessing.ts';

const day = 86_400_000;
const input = (column: string): ColumnInput => ({ column, encoder: { kind: 'number', missing: { kind: 'drop' }, scaling: [] } });
const settingsOf = (change: Partial<SeriesPreprocessing> = {}): SeriesPreprocessing =>
  seriesPreprocessing.parse({
    kind: 'series',
    answers: 'numbers',
    time: 'day',
    key: 'shop',
    targets: ['sold'],
    inputs: ['sold', 'price', 'weather'].map((name) => input(name)),
    knownAhead: ['price'],
    window: 3,
    horizon: 2,
    ...change,
  });
const fittedOf = (settings: SeriesPreprocessing, answers: string[] = settings.targets): FittedColumns => ({
  settings,
  inputs: [],
  targets: settings.answers === 'numbers' ? settings.targets.map((column) => ({ column, scaling: [] })) : [],
  answers,
  season: null,
});
const numbers = (...values: number[]): ColumnValues => ({ values: Float64Array.from(values), categories: null });
const nan = Number.NaN;

describe('how far a series can be forecast', () => {
  it('is as far as what goes in is forecast, known ahead, the time, the key, or held', () => {
    const settings = settingsOf({ inputs: ['sold', 'price', 'weather', 'shop', 'day'].map((name) => input(name)) });
    expect(unknownAhead(settings)).toEqual(['weather']);
    expect(() => requireAhead(settings, { steps: 2, hold: false })).not.toThrow();
    expect(() => requireAhead(settings, { steps: 3, hold: true })).not.toThrow();
    expect(() => requireAhead(settings, { steps: 3, hold: false })).toThrow(
      'What goes in must be known ahead to forecast further than 2 steps; nobody knows "weather".',
    );
  });

  it('is no further than at once where what is forecast does not go in', () => {
    const settings = settingsOf({ targets: ['sold', 'visitors'], inputs: [input('sold')], knownAhead: [] });
    expect(() => requireAhead(settings, { steps: 2, hold: true })).not.toThrow();
    expect(() => requireAhead(settings, { steps: 3, hold: true })).toThrow('further than 2 steps; "visitors" does not.');
  });

  it('takes a round for each horizon, and needs what is known ahead of all of them, but not the time', () => {
    const settings = settingsOf();
    expect([1, 2, 3, 4, 5].map((steps) => roundsFor(settings, steps))).toEqual([1, 1, 2, 2, 3]);
    expect([1, 2, 3, 5].map((steps) => stepsGiven(settings, steps))).toEqual([2, 2, 4, 6]);
    expect(stepsGiven(settingsOf({ knownAhead: [] }), 5)).toBe(0);
    expect(givenAhead(settingsOf({ knownAhead: ['price', 'day'] }))).toEqual(['price']);
    const schedule = settingsOf({ answers: 'class', horizon: 1 });
    expect(roundsFor(schedule, 5)).toBe(5);
  });
});

describe('a window that is opened behind its end', () => {
  const columns = new Map([
    ['day', numbers(0, day, 2 * day, 3 * day, 4 * day, 5 * day)],
    ['shop', { values: Float64Array.of(0, 0, 0, 0, 0, 1), categories: ['Bonn', 'Ulm'] }],
    ['sold', numbers(1, 2, 3, 4, 50, 60)],
    ['price', numbers(10, 11, 12, 13, 14, 99)],
    ['weather', numbers(7, 8, nan, nan, 9, 9)],
  ]);
  const place = { from: 0, start: 1, to: 5 };
  const opened = (steps: number, interval: Parameters<typeof openWindow>[4] = { unit: 'milliseconds', every: day }) =>
    openWindow(fittedOf(settingsOf()), columns, place, { steps, hold: true }, interval);
  const values = (name: string, steps = 3) => [...(opened(steps).columns.get(name)?.values ?? [])];

  it('keeps what came before, and has room for whole rounds', () => {
    expect(opened(3).start).toBe(1);
    expect(values('sold')).toEqual([1, 2, 3, 4, nan, nan, nan, nan]);
    expect(values('sold', 2)).toEqual([1, 2, 3, 4, nan, nan]);
  });

  it('does not tell what came really, of no other series, and of what is known ahead no more than there is', () => {
    expect(values('price')).toEqual([10, 11, 12, 13, 14, nan, nan, nan]);
    expect(values('shop').slice(4)).toEqual([0, 0, 0, 0]);
  });

  it('holds the last value that is known, and lets times go on by the interval', () => {
    expect(values('weather').slice(4)).toEqual([8, 8, 8, 8]);
    expect(values('day').slice(4)).toEqual([4, 5, 6, 7].map((at) => at * day));
    const monthly = openWindow(
      fittedOf(settingsOf()),
      new Map([...columns, ['day', numbers(...[1, 2, 3, 4].map((month) => Date.UTC(2024, month, 0)))]]),
      { from: 0, start: 1, to: 4 },
      { steps: 2, hold: true },
      { unit: 'months', every: 1, day: 31 },
    );
    expect([...(monthly.columns.get('day')?.values ?? [])].slice(4)).toEqual([Date.UTC(2024, 5, 0), Date.UTC(2024, 6, 0)]);
  });

  it('gets forecasts where they would have come, round after round', () => {
    const window = opened(4);
    feedBack(fittedOf(settingsOf()), window, 0, [5, 6]);
    feedBack(fittedOf(settingsOf()), window, 1, [7, 8]);
    expect([...(window.columns.get('sold')?.values ?? [])]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...(columns.get('sold')?.values ?? [])]).toEqual([1, 2, 3, 4, 50, 60]);
  });

  it('takes a class that is answered for its name, also one that the rows lack', () => {
    const settings = settingsOf({ answers: 'class', targets: ['sport'], inputs: [input('sport')], knownAhead: [], horizon: 1 });
    const fitted = fittedOf(settings, ['rest', 'run', 'swim']);
    const rows = new Map([['sport', { values: Float64Array.of(1, 0, 1), categories: ['rest', 'swim'] }]]);
    const window = openWindow(fitted, rows, { from: 0, start: 0, to: 3 }, { steps: 2, hold: false }, null);
    feedBack(fitted, window, 0, [2]);
    feedBack(fitted, window, 1, [1]);
    const sport = window.columns.get('sport');
    expect([...(sport?.values ?? [])].map((value) => sport?.categories?.[value])).toEqual(['swim', 'rest', 'swim', 'swim', 'run']);
  });

  it('is told to lack what goes in, or is known ahead, of the first step that misses it', async () => {
    const rows = new Map([...columns, ['weather', numbers(7, 8, 8, 8, nan, nan)], ['price', numbers(10, 11, nan, 13, 14, 15)]]);
    const read = (name: string): ColumnValues => rows.get(name) ?? numbers();
    const find = await lackingCells(fittedOf(settingsOf()), read, [{ from: 0, to: 6 }], 6);
    expect(find({ start: 0 }, 2)).toEqual({ column: 'price', row: 2 });
    const whole = new Map([...rows, ['price', numbers(10, 11, 12, 13, 14, nan)]]);
    const findLater = await lackingCells(fittedOf(settingsOf()), (name) => whole.get(name) ?? numbers(), [{ from: 0, to: 6 }], 6);
    expect(findLater({ start: 0 }, 2)).toBeNull();
    expect(findLater({ start: 1 }, 2)).toEqual({ column: 'price', row: 5 });
  });
});
