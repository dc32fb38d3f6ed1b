import { momentsOf } from '../../data/columns/moments.ts';
import { appError } from '../../errors.ts';

/** The mean of the training part's targets, [rows]: what one says who looks at no input. Throws `column-without-numbers`. */
export function meanAnswer(targets: Float64Array): number {
  const { count, mean } = momentsOf(targets);
  if (count === 0) throw appError('column-without-numbers', { cells: targets.length });
  return mean;
}
