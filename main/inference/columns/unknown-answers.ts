import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { fittedHeads } from '#app/data/columns/fitted-heads.ts';

/** In place of what is right, of so many rows or windows, where only what the network says counts. */
export function unknownAnswers(fitted: FittedColumns, items: number): Int32Array | Float32Array {
  const heads = fittedHeads(fitted);
  if (heads.length > 0) return new Float32Array(items * heads.reduce((sum, { answered }) => sum + answered.width, 0)).fill(Number.NaN);
  const { settings, answers } = fitted;
  if (settings.answers === 'class') return new Int32Array(items).fill(-1);
  return new Float32Array(items * answers.length * (settings.kind === 'series' ? settings.horizon : 1)).fill(Number.NaN);
}
