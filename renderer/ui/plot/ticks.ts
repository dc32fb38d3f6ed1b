import { timeWords } from '../cell-words.ts';
import type { Tick } from './scale.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
/** Lengths between ticks of time, each a multiple of what people count in; milliseconds. */
const spans = [1000, 5000, 15_000, minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day];
/** The same in months, which have no one length. */
const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const monthLength = 30.44 * day;

/** Round numbers between two ends, `most` at most: 1, 2 or 5 times a power of ten apart. */
export function roundTicks(from: number, to: number, most: number): number[] {
  if (!(to > from)) return [from];
  const rough = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const apart = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / apart);
  return Array.from({ length: Math.max(0, Math.floor(to / apart) - first + 1) }, (_, tick) =>
    Number(((first + tick) * apart).toPrecision(12)),
  );
}

/** Ticks of numbers, each written by `format`. */
export const numberTicks = (from: number, to: number, most: number, format: (value: number) => string): Tick[] =>
  roundTicks(from, to, most).map((value) => ({ value, label: format(value) }));

/** Ticks of times, milliseconds since 1970 in UTC: at whole minutes, hours, days or months. */
export function timeTicks(from: number, to: number, most: number): Tick[] {
  const rough = (to - from) / Math.max(1, most);
  const span = spans.find((each) => each >= rough);
  const values = span === undefined ? monthStarts(from, to, rough) : evenly(from, to, span);
  return values.map((value) => ({ value, label: labelOf(value, span) }));
}

/** Between two labels on one line, px. */
const gap = 8;

/** Ticks of which no label touches the one before it; `span`: from where to where a label reaches, px. */
export function withRoom(ticks: readonly Tick[], span: (tick: Tick) => { from: number; to: number }): Tick[] {
  let taken = -Infinity;
  return ticks.filter((tick) => {
    const { from, to } = span(tick);
    if (from < taken + gap) return false;
    taken = to;
    return true;
  });
}

const evenly = (from: number, to: number, span: number): number[] => {
  const first = Math.ceil(from / span);
  return Array.from({ length: Math.max(0, Math.floor(to / span) - first + 1) }, (_, tick) => (first + tick) * span);
};

function monthStarts(from: number, to: number, rough: number): number[] {
  const apart = months.find((each) => each * monthLength >= rough) ?? 1200;
  const begin = new Date(from);
  const first = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / apart) * apart;
  const starts: number[] = [];
  for (let month = first; Date.UTC(Math.floor(month / 12), month % 12) <= to; month += apart) {
    const start = Date.UTC(Math.floor(month / 12), month % 12);
    if (start >= from) starts.push(start);
  }
  return starts;
}

/** Of times within a day the hour, of days the day, of months the month and year. */
function labelOf(time: number, span: number | undefined): string {
  const date = new Date(time);
  const utc = { timeZone: 'UTC' } as const;
  if (span === undefined) return date.toLocaleDateString('en-GB', { ...utc, month: 'short', year: 'numeric' });
  const isDay = timeWords(time).length === 10;
  if (span < day && !isDay) return date.toLocaleTimeString('en-GB', { ...utc, hour: '2-digit', minute: '2-digit' });
  return date.toLocaleDateString('en-GB', { ...utc, day: 'numeric', month: 'short' });
}
