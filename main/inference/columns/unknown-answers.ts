import type { FittedColumns } from '#app/data/columns/fitted.ts';

/** In place of what is right, of so many rows or windows, where only what the network says counts. */
export function unknownAnswers({ settings, answers }: FittedColumns, items: number): Int32Array | Float32Array {
  if (settings.answers === 'class') return new Int32Array(items).fill(-1);
  return new Float32Array(items * answers.length * (settings.kind === 'series' ? settings.horizon : 1)).fill(Number.NaN);
}
