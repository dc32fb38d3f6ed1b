import type { Series } from './series.ts';

/** The chart in words: "Loss by epoch. validation: 2.3 to 0.31, lowest 0.31 at 6." */
export function sentenceOf(
  title: string,
  xTitle: string,
  series: readonly Series[],
  format: (value: number) => string,
  goal: 'low' | 'high',
  xFormat: (x: number) => string = String,
): string {
  const parts = series.map((one) => `${one.name}: ${course(one, format, goal, xFormat)}`);
  return `${title} by ${xTitle}. ${parts.length === 0 ? 'Nothing to show yet' : parts.join('. ')}.`;
}

function course({ x, y }: Series, format: (value: number) => string, goal: 'low' | 'high', xFormat: (x: number) => string): string {
  let [first, last, best] = [-1, -1, -1];
  for (let index = 0; index < y.length; index++) {
    const value = y[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (first < 0) first = index;
    last = index;
    const known = y[best] ?? (goal === 'low' ? Infinity : -Infinity);
    if (best < 0 || (goal === 'low' ? value < known : value > known)) best = index;
  }
  if (first < 0) return 'no values yet';
  const at = (index: number): string => format(y[index] ?? Number.NaN);
  return `${at(first)} to ${at(last)}, ${goal === 'low' ? 'lowest' : 'highest'} ${at(best)} at ${xFormat(x[best] ?? Number.NaN)}`;
}
