import type { Analysis } from '#app/graph/analyse.ts';
import { counted } from '#app/numbers.ts';
import { shapeWords } from './shape-words.ts';

/** A message of a block without the block's own name, for where that stands beside it. */
export const withoutName = (message: string, name: string): string =>
  message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;

/** What a screen reader says of a block: "Conv2D 1, 32×32×64, 18,496 parameters, no problem, 3 of 14". */
export function blockLabel(analysis: Analysis, id: string): string {
  const node = analysis.nodes.get(id);
  if (node === undefined) return id;
  const parts = [
    node.name,
    node.output === null ? 'no shape yet' : shapeWords(node.output, node.carries),
    counted(node.parameters.trainable + node.parameters.frozen, 'parameter'),
    node.problems.length === 0 ? 'no problem' : node.problems.map((problem) => problem.message).join(' '),
    `${analysis.order.indexOf(id) + 1} of ${analysis.order.length}`,
  ];
  return parts.join(', ');
}
