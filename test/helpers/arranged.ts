import { type ArrangeRules, type Mended, planSeries } from '#app/data/series/arrange.ts';
import { arrangedColumn, arrangedTimes } from '#app/data/series/arranged-rows.ts';

/** A series with its times: milliseconds since 1970, [rows], and columns of [rows] each. NaN is a missing value. */
export interface TimedSeries {
  times: Float64Array;
  columns: readonly Float64Array[];
}

/** Less than most series have, so that pieces end anywhere. */
const pieceRows = 7;

/** A series as it is arranged, whole in memory, rows of one time with their mean where the rule is that; and what was mended. */
export function arranged({ times, columns }: TimedSeries, rules: ArrangeRules): { series: TimedSeries; mended: Mended } {
  const planned = planSeries(times.slice(), Int32Array.from(times.keys()), rules);
  const piece = new Float64Array(pieceRows);
  const column = (values: Float64Array) => joined(arrangedColumn(planned.plan, values, { averaged: true, piece }));
  return { series: { times: joined(arrangedTimes(planned, piece)), columns: columns.map(column) }, mended: planned.mended };
}

function joined(pieces: Iterable<Float64Array>): Float64Array {
  const all: number[] = [];
  for (const piece of pieces) all.push(...piece);
  return Float64Array.from(all);
}
