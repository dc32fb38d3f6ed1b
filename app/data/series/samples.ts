import { appError } from '../../errors.ts';
import type { SplitShares } from '../split.ts';
import { type Stretch, splitByTime, type TimeParts } from './time-split.ts';
import { sampleStarts, samplesIn, type WindowShape } from './windows.ts';

/** Stretches of rows that belong to one series each: rows of one lie together and have one key; without keys there is one. */
export function seriesOf(keys: Float64Array | null, rows: number): Stretch[] {
  if (keys === null) return rows === 0 ? [] : [{ from: 0, to: rows }];
  const found: Stretch[] = [];
  let from = 0;
  for (let row = 1; row <= rows; row += 1) {
    if (row < rows && Object.is(keys[row], keys[from])) continue;
    found.push({ from, to: row });
    from = row;
  }
  return found;
}

/** The parts of each series, cut in the order of time. */
export interface SeriesParts {
  series: (Stretch & { parts: TimeParts })[];
  /** Series that are too short to have a sample in every part; they are left out. */
  tooShort: number;
}

/** How samples are cut out of series, beside their shape: rows left out between parts. */
export interface SampleShape extends WindowShape {
  gap: number;
}

/** Throws `series-too-short` where not one series is long enough. */
export function partsOfSeries(series: readonly Stretch[], shares: SplitShares, { gap, ...shape }: SampleShape): SeriesParts {
  const present = [shares.train, shares.validation, shares.test].filter((share) => share > 0).length;
  const least = present + gap * (present - 1);
  const cut = series.flatMap(({ from, to }) => {
    if (to - from < least) return [];
    const parts = splitByTime(to - from, shares, gap);
    const whole = Object.values(parts).every((part) => part.from === part.to || samplesIn(part, shape).count > 0);
    return whole ? [{ from, to, parts: moved(parts, from) }] : [];
  });
  if (cut.length === 0) {
    const got = Math.max(0, ...series.map(({ from, to }) => to - from));
    throw appError('series-too-short', { needs: rowsNeeded(shares, { gap, ...shape }), what: 'The longest series', got });
  }
  return { series: cut, tooShort: series.length - cut.length };
}

/** The least rows that give each part a sample: the training part needs a window and a horizon, the others a horizon. */
export function rowsNeeded(shares: SplitShares, { window, horizon, gap }: SampleShape): number {
  const whole = shares.train + shares.validation + shares.test;
  const others = [shares.validation, shares.test].filter((share) => share > 0);
  const least = Math.max(((window + horizon) * whole) / shares.train, ...others.map((share) => (horizon * whole) / share));
  return Math.ceil(least) + gap * others.length;
}

const moved = ({ train, validation, test }: TimeParts, by: number): TimeParts => {
  const at = ({ from, to }: Stretch) => ({ from: from + by, to: to + by });
  return { train: at(train), validation: at(validation), test: at(test) };
};

/** Rows that are trained on, in order: what is fitted sees these alone. */
export function trainingRows({ series }: Pick<SeriesParts, 'series'>): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(series.reduce((sum, { parts: { train } }) => sum + train.to - train.from, 0));
  let at = 0;
  for (const { parts } of series) for (let row = parts.train.from; row < parts.train.to; row += 1, at += 1) rows[at] = row;
  return rows;
}

/** The first rows of the samples of each part, in order: those of which every row can be used (`usable`: 1 for each row that can). */
export function startsOfParts(
  { series }: Pick<SeriesParts, 'series'>,
  usable: Uint8Array,
  shape: WindowShape,
): Record<keyof TimeParts, Int32Array<ArrayBuffer>> {
  const length = shape.window + shape.horizon;
  // A window may reach back before its part, but not before its series.
  const ownPart = ({ from, parts }: SeriesParts['series'][number], part: keyof TimeParts) => ({
    from: parts[part].from - from,
    to: parts[part].to - from,
  });
  const of = (part: keyof TimeParts) => {
    const starts = new Int32Array(series.reduce((sum, each) => sum + samplesIn(ownPart(each, part), shape).count, 0));
    let count = 0;
    // The first row from the sample's first on that cannot be used: samples come in order.
    let unusable = 0;
    for (const each of series) {
      for (const start of sampleStarts(ownPart(each, part), shape)) {
        const first = each.from + start;
        unusable = Math.max(unusable, first);
        while (unusable < first + length && usable[unusable] === 1) unusable += 1;
        if (unusable < first + length) continue;
        starts[count] = first;
        count += 1;
      }
    }
    return count === starts.length ? starts : starts.slice(0, count);
  };
  return { train: of('train'), validation: of('validation'), test: of('test') };
}
