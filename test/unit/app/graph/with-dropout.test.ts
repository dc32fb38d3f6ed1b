import { expect, it } from 'vitest';
import { analyse } from '#app/graph/analyse.ts';
import { differingBlocks } from '#app/graph/compare.ts';
import { withDropout } from '#app/graph/edits/with-dropout.ts';
import type { Graph } from '#app/graph/graph.ts';
import { templateOf } from '#app/graph/templates/index.ts';

const [input, classes] = [[32, 32, 3], 5];
const graphOf = (name: string): Graph => templateOf(name)?.graph(input, classes) ?? { version: 1, nodes: [], edges: [] };

it('puts Dropout before the last block with weights, and the graph still holds', () => {
  const before = graphOf('small-cnn');
  const after = withDropout(before)?.graph;
  expect(after).toBeDefined();
  if (after === undefined) return;
  expect(differingBlocks(before, after).map(({ text }) => text)).toEqual([expect.stringMatching(/^Dropout \d added after /)]);
  expect(analyse(after, { input, classes }).ok).toBe(true);
});

it('does not put it there twice', () => {
  const once = withDropout(graphOf('softmax'))?.graph;
  expect(once === undefined ? 'nothing' : withDropout(once)).toBeNull();
});

it('leaves alone what has no output', () => {
  expect(withDropout({ version: 1, nodes: [{ id: 'a', block: 'Input', params: {} }], edges: [] })).toBeNull();
});
