import { describe, expect, it } from 'vitest';
import type { ColumnValues } from '#app/data/columns/column.ts';
import {
  type EncoderSettings,
  type EncoderState,
  encoderSettings,
  featuresOf,
  fitEncoder,
  partOf,
  usualEncoder,
  usualText,
  writerOf,
} from '#app/data/columns/encoders/index.ts';
import { rowFeatures } from '#app/data/columns/features.ts';
import { type ColumnsPreprocessing, columnOf, featureCount, fitColumns, rowParts } from '#app/data/columns/fitted.ts';
import { imagePreprocessing } from '#app/data/images.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';

const nan = Number.NaN;
const numbers = (...values: number[]): ColumnValues => ({ values: Float64Array.from(values), categories: null });
const colours = (...values: number[]): ColumnValues => ({ values: Float64Array.from(values), categories: ['blue', 'green', 'red'] });

/** Features of every row, beside what lies around them in the row. */
function written(state: EncoderState, column: ColumnValues): number[][] {
  const width = featuresOf(state, 'x').length;
  const write = writerOf(state, column);
  return Array.from(column.values, (_, row) => {
    const into = new Float32Array(width + 2).fill(9);
    write(row, into, 1);
    expect([into[0], into[width + 1]], 'only its own place is written to').toEqual([9, 9]);
    return Array.from(into.subarray(1, width + 1));
  });
}

describe('a number', () => {
  it('is filled where it is missing, then scaled by what the training part had', () => {
    const settings: EncoderSettings = { kind: 'number', missing: { kind: 'mean' }, scaling: [{ kind: 'min-max' }] };
    const state = fitEncoder(settings, numbers(0, 10, nan, 20));
    expect(featuresOf(state, 'x')).toEqual(['x']);
    expect(written(state, numbers(20, nan, 40))).toEqual([[1], [0.5], [2]]);
  });
  it('goes forward from row to row', () => {
    const state = fitEncoder({ kind: 'number', missing: { kind: 'forward' }, scaling: [] }, numbers(1, 2));
    expect(written(state, numbers(nan, 3, nan, nan, 4))).toEqual([[nan], [3], [3], [3], [4]]);
  });
});

describe('one-hot', () => {
  it('has a feature for each category of the training part, and none for what it has not seen', () => {
    const state = fitEncoder({ kind: 'one-hot', missing: 'zeros' }, colours(2, 0, 2));
    expect(featuresOf(state, 'colour')).toEqual(['colour = blue', 'colour = red']);
    expect(written(state, colours(0, 1, 2, nan))).toEqual([
      [1, 0],
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
  });
  it('knows a category by its name, wherever another table has it', () => {
    const state = fitEncoder({ kind: 'one-hot', missing: 'zeros' }, colours(2, 0, 2));
    expect(written(state, { values: Float64Array.of(0, 1), categories: ['red', 'violet'] })).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });
  it.each([
    ['own', [0, 0, 1]],
    ['most-frequent', [0, 1]],
  ] as const)('takes a missing cell as %s', (missing, features) => {
    const state = fitEncoder({ kind: 'one-hot', missing }, colours(2, 0, 2, nan));
    expect(written(state, colours(nan))).toEqual([[...features]]);
  });
  it('takes yes and no for categories', () => {
    const state = fitEncoder({ kind: 'one-hot', missing: 'zeros' }, numbers(0, 1, 1));
    expect(featuresOf(state, 'smokes')).toEqual(['smokes = false', 'smokes = true']);
    expect(written(state, numbers(1, 0))).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});

describe('a code for an embedding', () => {
  it('counts the categories of the training part from 1; 0 is what it has not seen', () => {
    const state = fitEncoder({ kind: 'integer', missing: 'own' }, colours(2, 0, 2));
    expect(featuresOf(state, 'colour')).toEqual(['colour, code']);
    expect(written(state, colours(0, 1, 2, nan))).toEqual([[1], [0], [2], [0]]);
  });
  it('knows a category by its name, and leaves a missing cell missing where its row is dropped', () => {
    const state = fitEncoder({ kind: 'integer', missing: 'drop' }, colours(2, 0));
    expect(written(state, { values: Float64Array.of(0, 1, nan), categories: ['red', 'violet'] })).toEqual([[2], [0], [nan]]);
  });
});

describe('cycles of the calendar', () => {
  const at = (...times: number[]) => numbers(...times);
  const state = (cycle: 'day' | 'week' | 'month' | 'year') =>
    fitEncoder({ kind: 'cyclical', cycles: [cycle], missing: { kind: 'drop' } }, at(0));

  it.each([
    ['day', Date.UTC(2026, 4, 5, 0), Date.UTC(2026, 4, 5, 6), Date.UTC(2026, 4, 5, 12)],
    // Monday, and the noon of Tuesday that is a quarter of a week behind less a quarter of a day.
    ['week', Date.UTC(2026, 10, 30, 0), Date.UTC(2026, 11, 1, 18), Date.UTC(2026, 11, 3, 12)],
    ['month', Date.UTC(2026, 3, 1), Date.UTC(2026, 3, 8, 12), Date.UTC(2026, 3, 16)],
    ['year', Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1) + (365 / 4) * 86_400_000, Date.UTC(2026, 0, 1) + (365 / 2) * 86_400_000],
  ] as const)('puts begin, quarter and half of a %s on the circle', (cycle, begin, quarter, half) => {
    const points = written(state(cycle), at(begin, quarter, half));
    for (const [place, [sine, cosine]] of [
      [0, [0, 1]],
      [1, [1, 0]],
      [2, [0, -1]],
    ] as const) {
      expect(points[place]?.[0]).toBeCloseTo(sine, 6);
      expect(points[place]?.[1]).toBeCloseTo(cosine, 6);
    }
  });
  it('lie on the circle before 1970 too', () => {
    for (const cycle of ['day', 'week', 'month', 'year'] as const)
      for (const [sine = 0, cosine = 0] of written(state(cycle), at(-1, -86_400_001, Date.UTC(1903, 6, 9, 5))))
        expect(sine * sine + cosine * cosine).toBeCloseTo(1, 5);
  });
});

it('takes each type in its usual way, and free text in none', () => {
  expect(usualEncoder('number', false)).toMatchObject({ kind: 'number', missing: { kind: 'drop' } });
  expect(usualEncoder('number', true)).toMatchObject({ kind: 'number', missing: { kind: 'median' } });
  expect(usualEncoder('category', true)).toEqual({ kind: 'one-hot', missing: 'own' });
  expect(usualEncoder('date', false)).toMatchObject({ kind: 'cyclical' });
  expect(usualEncoder('text', false)).toBeNull();
});

describe('a text', () => {
  const settings: EncoderSettings = {
    kind: 'text',
    missing: 'empty',
    text: textPreprocessing.parse({ kind: 'texts', padding: 'post' }),
    fitLength: true,
  };
  const texts = (...values: number[]): ColumnValues => ({
    values: Float64Array.from(values),
    categories: ['Good, very good', 'bad', 'very bad'],
  });

  it('is the codes of its words, as many as most texts of the training part have; 0 fills up', () => {
    const state = fitEncoder(settings, texts(0, 0, 2));
    expect(featuresOf(state, 'note')).toEqual(['note, token 1', 'note, token 2', 'note, token 3', 'note, token 4']);
    // good 4 times, very 3 times, bad once; 0 is padding and 1 unknown.
    expect(written(state, texts(0, 2, nan))).toEqual([
      [2, 3, 2, 0],
      [3, 4, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(written(state, { values: Float64Array.of(0), categories: ['a good one'] })).toEqual([[1, 2, 1, 0]]);
    expect(partOf(state)).toEqual({ shape: [4], data: { kind: 'tokens', vocabulary: 5 } });
  });
  it('that is missing is nothing, where rows without it are left out', () => {
    const state = fitEncoder({ ...settings, missing: 'drop' }, texts(1));
    expect(written(state, texts(nan))).toEqual([[nan, nan, nan, nan]]);
  });
  it('is not cut to stems or subwords', () => {
    expect(encoderSettings.safeParse({ ...settings, text: { ...settings.text, stemming: true } }).success).toBe(false);
    expect(encoderSettings.safeParse({ ...settings, text: { ...settings.text, tokens: 'subwords' } }).success).toBe(false);
  });
});

describe('an image', () => {
  const image = imagePreprocessing.parse({ kind: 'images', width: 1, height: 2, channels: 'rgb' });
  const state = fitEncoder({ kind: 'image', missing: 'drop', image }, { values: Float64Array.of(), categories: [] });
  const photos = (...values: number[]): ColumnValues => ({
    values: Float64Array.from(values),
    categories: ['a.png', 'b.png'],
    pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255),
  });

  it('is its pixels as they are, row by row', () => {
    expect(featuresOf(state, 'photo').slice(2, 5)).toEqual(['photo, 1, 1, blue', 'photo, 2, 1, red', 'photo, 2, 1, green']);
    expect(written(state, photos(1, 0, nan))).toEqual([
      [7, 8, 9, 10, 11, 255],
      [1, 2, 3, 4, 5, 6],
      [nan, nan, nan, nan, nan, nan],
    ]);
    expect(partOf(state)).toEqual({ shape: [2, 1, 3], data: { kind: 'images' } });
  });
  it('needs its pixels', () => {
    expect(() => writerOf(state, { values: Float64Array.of(0), categories: ['a.png'] })).toThrow('must come with their pixels');
  });
});

it('images and texts stand behind the numbers of a row, whichever column comes first', async () => {
  const columns = new Map<string, ColumnValues>([
    ['note', { values: Float64Array.of(0, 1), categories: ['one', 'two words'] }],
    ['photo', { values: Float64Array.of(0, 0), categories: ['a.png'], pixels: Uint8Array.of(5) }],
    ['size', numbers(3, 4)],
    ['kind', colours(0, 2)],
  ]);
  const image = imagePreprocessing.parse({ kind: 'images', width: 1, height: 1, channels: 'gray' });
  const settings: ColumnsPreprocessing = {
    kind: 'tables',
    answers: 'class',
    targets: ['kind'],
    targetScaling: [],
    inputs: [
      { column: 'note', encoder: usualText },
      { column: 'photo', encoder: { kind: 'image', missing: 'drop', image } },
      { column: 'size', encoder: { kind: 'number', missing: { kind: 'drop' }, scaling: [] } },
    ],
  };
  const fitted = await fitColumns(settings, (name) => columnOf(columns, name), Int32Array.of(0, 1));
  expect(fitted.inputs.map(({ column }) => column)).toEqual(['size', 'note', 'photo']);
  expect(rowParts(fitted).map(({ column, from, shape }) => [column, from, shape])).toEqual([
    ['note', 1, [4]],
    ['photo', 5, [1, 1, 1]],
  ]);
  const row = new Float32Array(featureCount(fitted));
  rowFeatures(fitted, columns).write(1, row, 0);
  expect([...row]).toEqual([4, 0, 0, 3, 4, 5]);
});
