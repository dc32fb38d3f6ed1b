import type { Shape } from '../../blocks/block.ts';
import type { Link } from './chain.ts';

const conv = (filters: number): Link => ({
  block: 'Conv2D',
  params: { filters, kernelSize: [3, 3], strides: [1, 1], padding: 'same', activation: 'relu', useBias: true },
});
const pool: Link = { block: 'MaxPooling2D', params: { poolSize: [2, 2], strides: [2, 2], padding: 'valid' } };

/**
 * Stages of convolutions, each followed by a 2×2 pool while the image is large enough for one; then further pools until at
 * most `side` × `side` places are left, so that what follows does not grow with the image.
 */
export function convolutionalStages([height = 1, width = 1]: Shape, stages: readonly (readonly number[])[], side: number): Link[] {
  const links: Link[] = [];
  let [rows, columns] = [height, width];
  const shrink = () => {
    if (Math.min(rows, columns) < 2) return false;
    links.push(pool);
    [rows, columns] = [Math.floor(rows / 2), Math.floor(columns / 2)];
    return true;
  };
  for (const filters of stages) {
    links.push(...filters.map(conv));
    shrink();
  }
  while (Math.max(rows, columns) > side && shrink());
  return links;
}
