import { describe, expect, it } from 'vitest';
import { Curve } from '#renderer/ui/chart/curve.ts';
import { decimate } from '#renderer/ui/chart/decimate.ts';
import { faintShare } from '#renderer/ui/chart/faint.ts';
import { Overview } from '#renderer/ui/chart/overview.ts';
import { csvOf, nearest, rowsOf, valueAt } from '#renderer/ui/chart/rows.ts';
import { sentenceOf } from '#renderer/ui/chart/sentence.ts';
import { Smoother } from '#renderer/ui/chart/smooth.ts';

const steps = (length: number): Float64Array => Float64Array.from({ length }, (_, index) => index + 1);

it('a raw curve is the fainter the denser its points stand, down to an eighth', () => {
  expect([faintShare(0, 300), faintShare(150, 300), faintShare(300, 300), faintShare(9000, 300)]).toEqual([35, 24, 12, 12]);
});

describe('a growing curve', () => {
  it('keeps what was appended, over many growths', () => {
    const curve = new Curve();
    for (let step = 1; step <= 5000; step++) curve.append([step], [step / 2]);
    const { x, y } = curve.view();
    expect([x.length, x[4999], y[4999]]).toEqual([5000, 5000, 2500]);
  });
  it('leaves out points it knows, as they come again after a reconnect', () => {
    const curve = new Curve();
    curve.append([1, 2, 3], [1, 1, 1]);
    expect(curve.append([2, 3], [9, 9])).toBe(false);
    expect(curve.append([3, 4], [9, 2])).toBe(true);
    expect([...curve.view().y]).toEqual([1, 1, 1, 2]);
  });
  it('hands out views that do not change as it grows', () => {
    const curve = new Curve();
    curve.append([1], [1]);
    const before = curve.view();
    curve.append([2], [2]);
    expect(before.x.length).toBe(1);
  });
});

describe('drawing few points for many', () => {
  it('keeps every extreme', () => {
    const y = new Float32Array(100_000).fill(1);
    y[54_321] = 9;
    y[12_345] = -9;
    const points = decimate(steps(100_000), y, -Infinity, Infinity, 800);
    expect(points.length).toBeLessThanOrEqual(1000);
    expect(points).toContainEqual({ x: 54_322, y: 9 });
    expect(points).toContainEqual({ x: 12_346, y: -9 });
  });
  it('keeps the first and the last point', () => {
    const points = decimate(steps(10_000), Float32Array.from(steps(10_000)), -Infinity, Infinity, 100);
    expect([points[0]?.x, points.at(-1)?.x]).toEqual([1, 10_000]);
  });
  it('looks only at what is zoomed into, and one point on either side', () => {
    expect(decimate(steps(1000), new Float32Array(1000), 10, 12, 100).map((point) => point.x)).toEqual([9, 10, 11, 12, 13]);
  });
  it('shows where a curve breaks', () => {
    const y = new Float32Array(10_000).fill(1);
    y[5000] = Number.NaN;
    expect(decimate(steps(10_000), y, -Infinity, Infinity, 100).some((point) => Number.isNaN(point.y))).toBe(true);
  });
  it('finds extremes in a column that begins with a break', () => {
    const y = new Float32Array(1000).fill(5);
    y[0] = Number.NaN;
    y[7] = 1;
    expect(decimate(steps(1000), y, -Infinity, Infinity, 40)).toContainEqual({ x: 8, y: 1 });
  });
});

describe('smoothing', () => {
  const y = Float32Array.from({ length: 500 }, (_, index) => Math.sin(index));
  it('is the running mean', () => {
    expect([...new Smoother().of([1, 2, 4], 0.5)]).toEqual([1, 1.5, 2.75]);
  });
  it('gives the same piece by piece as at once', () => {
    const growing = new Smoother();
    for (let length = 1; length <= 500; length += 7) growing.of(y.subarray(0, length), 0.8);
    expect([...growing.of(y, 0.8)]).toEqual([...new Smoother().of(y, 0.8)]);
  });
  it('begins anew for another curve and another amount', () => {
    const smoother = new Smoother();
    smoother.of(y, 0.8);
    expect([...smoother.of([1, 2, 4], 0.5)]).toEqual([1, 1.5, 2.75]);
    expect([...smoother.of([1, 2, 4], 0)]).toEqual([1, 2, 4]);
  });
  it('passes over what is no number', () => {
    expect([...new Smoother().of([1, Number.NaN, 3], 0.5)]).toEqual([1, Number.NaN, 2]);
  });
});

describe('a chart as a table', () => {
  const train = { name: 'train', x: [1, 2, 3], y: [3, 2, Number.NaN], color: 0 };
  const validation = { name: '=validation, "held out"', x: [2], y: [2.5], color: 1 };
  it('has each x once, rising', () => expect([...rowsOf([train, validation])]).toEqual([1, 2, 3]));
  it('is empty where a line has no value', () => {
    expect(valueAt(train, 3)).toBeNull();
    expect(valueAt(validation, 1)).toBeNull();
    expect(valueAt(validation, 2)).toBe(2.5);
  });
  it('is a CSV whose names no spreadsheet runs', () => {
    expect(csvOf('step', [train, validation])).toBe('step,train,"\'=validation, ""held out"""\n1,3,\n2,2,2.5\n3,,\n');
  });
  it('finds the nearest point', () => {
    expect([nearest(train, 0), nearest(train, 2.4), nearest(train, 2.6), nearest(train, 99)]).toEqual([0, 1, 2, 2]);
    expect(nearest({ name: 'none', x: [], y: [], color: 0 }, 1)).toBe(-1);
  });
});

describe('a chart in words', () => {
  const write = (value: number): string => value.toFixed(2);
  it('says from where to where, and the best', () => {
    const series = [{ name: 'validation', x: [1, 2, 3], y: [2.3, 0.25, 0.31], color: 0 }];
    expect(sentenceOf('Loss', 'epoch', series, write, 'low')).toBe('Loss by epoch. validation: 2.30 to 0.31, lowest 0.25 at 2.');
  });
  it('says when there is nothing', () => {
    expect(sentenceOf('Loss', 'epoch', [{ name: 'train', x: [], y: [], color: 0 }], write, 'low')).toBe(
      'Loss by epoch. train: no values yet.',
    );
  });
});

describe('a long curve from afar', () => {
  const y = Float32Array.from({ length: 100_000 }, (_, index) => Math.sin(index / 1000));
  y[54_321] = 9;
  y[76_543] = Number.NaN;
  const x = steps(100_000);

  it('keeps extremes, breaks and ends with few points', () => {
    const seen = new Overview().of(x, y);
    expect(seen.x.length).toBeLessThan(2500);
    expect(valueAt({ name: '', ...seen, color: 0 }, 54_322)).toBe(9);
    expect(Array.from(seen.y).some(Number.isNaN)).toBe(true);
    expect([seen.x[0], seen.x[seen.x.length - 1]]).toEqual([1, 100_000]);
  });
  it('is the same piece by piece as at once', () => {
    const growing = new Overview();
    for (let length = 20_000; length < 100_000; length += 777) growing.of(x.subarray(0, length), y.subarray(0, length));
    expect(growing.of(x, y)).toEqual(new Overview().of(x, y));
  });
  it('begins anew for another curve', () => {
    const overview = new Overview();
    overview.of(x, y);
    const other = y.map((value) => value + 1);
    expect(overview.of(x, other)).toEqual(new Overview().of(x, other));
  });
  it('leaves short curves as they are', () => {
    expect(new Overview().of([1, 2], [3, 4])).toEqual({ x: [1, 2], y: [3, 4] });
  });
});
