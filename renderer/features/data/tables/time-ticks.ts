import { type DateDetail, dateWords, detailOf } from '#renderer/ui/cell-words.ts';
import type { XScale } from '#renderer/ui/chart/picture.ts';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
/** Steps of an axis that have the same length each; longer ones are of months. */
const steps = [
  ...[1, 5, 15, 30].map((each) => each * second),
  ...[1, 5, 15, 30].map((each) => each * minute),
  ...[1, 3, 6, 12].map((each) => each * hour),
  ...[1, 2, 7, 14].map((each) => each * day),
];
const monthSteps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000];
const meanMonth = 30.4 * day;
/** Marks of an axis. */
const most = 8;

/** Times (milliseconds since 1970, UTC) where an axis is marked: whole seconds, hours, days, months or years, 8 at most. */
export function timeTicks(from: number, to: number): number[] {
  const step = steps.find((each) => (to - from) / each <= most);
  if (step !== undefined) {
    const first = Math.ceil(from / step) * step;
    return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, place) => first + place * step);
  }
  const months = monthSteps.find((each) => (to - from) / (each * meanMonth) <= most) ?? monthSteps.at(-1) ?? 1;
  const start = new Date(from);
  const firstMonth = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  const ticks: number[] = [];
  for (let month = firstMonth; ; month += months) {
    const at = Date.UTC(Math.floor(month / 12), month % 12);
    if (!(at <= to)) return ticks;
    if (at >= from) ticks.push(at);
  }
}

/** An axis of time: marked at whole units, each written as closely as these times are. */
export function timeScale(times: readonly number[]): XScale {
  const detail: DateDetail = detailOf(times);
  return { ticks: timeTicks, format: (time) => dateWords(time, detail) };
}
