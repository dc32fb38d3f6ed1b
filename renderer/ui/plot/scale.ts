/** Where a value stands on an axis. px. */
export type Scale = (value: number) => number;

/** An axis: the values at its ends, what is written beside it, and what it counts. */
export interface Axis {
  from: number;
  to: number;
  ticks: readonly Tick[];
  title: string;
}

export interface Tick {
  value: number;
  label: string;
}

/** The scale that takes `from` to `start` and `to` to `end`; px. */
export function scaleOf({ from, to }: Pick<Axis, 'from' | 'to'>, start: number, end: number): Scale {
  const length = to === from ? 1 : to - from;
  return (value) => start + ((value - from) / length) * (end - start);
}

/** The ends of these values, a little apart from them; NaN does not count. Of none 0 to 1. */
export function endsOf(values: Iterable<number | null>): { from: number; to: number } {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return { from: 0, to: 1 };
  const room = most === least ? Math.max(1, Math.abs(most) * 0.1) : (most - least) * 0.05;
  return { from: least - room, to: most + room };
}
