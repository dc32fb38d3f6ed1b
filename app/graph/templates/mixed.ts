import type { RowPart } from '../../blocks/block.ts';
import type { Graph } from '../graph.ts';
import { chain, denseLink, type Link } from './chain.ts';
import { convolutionalStages } from './convolutional.ts';
import { embeddingLinks, recurrentLink } from './recurrent.ts';
import type { Template } from './template.ts';

const take = (column: string): Link => ({ block: 'TakeColumn', params: { column } });

const ways = {
  images: ({ column, shape }: RowPart): Link[] => [
    take(column),
    ...convolutionalStages(shape, [[16], [32]], 4),
    { block: 'Flatten' },
    denseLink(32, 'relu'),
  ],
  tokens: ({ column, shape }: RowPart): Link[] => [take(column), ...embeddingLinks(shape, 16), recurrentLink('LSTM', 32)],
};

/** Each image through convolutions, each text through an LSTM, the numbers through Dense; then all of it together. */
export const mixed: Template = {
  name: 'mixed',
  title: 'Row, image and text',
  description: 'Each image through convolutions, each text through an LSTM, numbers through Dense: side by side, then together.',
  for: { data: 'mixed', answers: ['item', 'numbers', 'labels', 'several'] },
  graph(input, outputs, parts = []) {
    const hasNumbers = (parts[0]?.from ?? input[0] ?? 0) > 0;
    const numbers = hasNumbers ? [[take(''), denseLink(32, 'relu')]] : [];
    return joined([...numbers, ...parts.map((part) => ways[part.data.kind](part))], [denseLink(32, 'relu'), denseLink(outputs, 'linear')]);
  },
};

/** Several ways from the Input, side by side, and what comes behind them. */
function joined(branches: readonly (readonly Link[])[], behind: readonly Link[]): Graph {
  const end: Link[] = [...(branches.length > 1 ? [{ block: 'Concatenate' }] : []), ...behind, { block: 'Output' }];
  // As one chain, which gives each block an id of its own; then without the wires from the end of a way to the next.
  const { nodes, edges } = chain([{ block: 'Input' }, ...branches.flat(), ...end]);
  let at = 1;
  const spans = branches.map(({ length }) => {
    const span = { first: nodes[at]?.id ?? '', last: nodes[at + length - 1]?.id ?? '' };
    at += length;
    return span;
  });
  const [begin, join] = [nodes[0]?.id ?? '', nodes[at]?.id ?? ''];
  const lasts = new Set([begin, ...spans.map(({ last }) => last)]);
  const fan = spans.map(({ first }) => ({ from: begin, to: first }));
  const inside = edges.filter(({ from }) => !lasts.has(from));
  return { version: 1, nodes, edges: [...fan, ...inside, ...spans.map(({ last }) => ({ from: last, to: join }))] };
}
