import { quantileOf } from '#app/data/columns/quantile.ts';
import type { NumberAnswers } from './feed.ts';
import { numberBlocks } from './number-blocks.ts';
import type { WorkerData } from './protocol.ts';

/**
 * Mean absolute error, in the numbers' own units, of always answering each number's median of the training part, on the
 * validation part; null where nothing of it counts. `mostSorted`: values that are sorted at a time, of 8 bytes each.
 */
export async function medianError(
  answers: NumberAnswers,
  { train, validation }: Pick<WorkerData, 'train' | 'validation'>,
  mostSorted = 2 ** 23,
): Promise<number | null> {
  const { numbers, units } = answers;
  const medians = await mediansOf(answers, train, Math.max(1, Math.floor(mostSorted / Math.max(1, train.length))));
  let [sum, count] = [0, 0];
  for await (const block of numberBlocks(answers, validation)) {
    for (const [place, actual] of block.entries()) {
      const number = place % numbers;
      const off = Math.abs(actual - (medians[number] ?? Number.NaN)) * (units?.[number] ?? 1);
      if (Number.isNaN(off)) continue;
      sum += off;
      count += 1;
    }
  }
  return count === 0 ? null : sum / count;
}

/** Of each number over the items, NaN where it never counts; so many numbers `atOnce`. */
async function mediansOf(answers: NumberAnswers, items: Int32Array, atOnce: number): Promise<number[]> {
  const { numbers } = answers;
  const medians: number[] = [];
  for (let first = 0; first < numbers; first += atOnce) {
    const columns = Array.from({ length: Math.min(atOnce, numbers - first) }, () => new Float64Array(items.length));
    let start = 0;
    for await (const block of numberBlocks(answers, items)) {
      const rows = block.length / numbers;
      for (const [at, column] of columns.entries())
        for (let row = 0; row < rows; row += 1) column[start + row] = block[row * numbers + first + at] ?? Number.NaN;
      start += rows;
    }
    medians.push(...columns.map((column) => quantileOf(column, 0.5)));
  }
  return medians;
}
