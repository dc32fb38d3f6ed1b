import { expect, it } from 'vitest';
import { setParams } from '#app/graph/edits/change.ts';
import type { Graph } from '#app/graph/graph.ts';
import { emptyHistory, type History, mostSteps, record, redone, undone } from '#app/graph/history.ts';

const start: Graph = { version: 1, nodes: [{ id: 'conv', block: 'Conv2D', params: { filters: 1 } }], edges: [] };
const filters = (graph: Graph | undefined) => graph?.nodes[0]?.params.filters;

function edited(count: number): { graph: Graph; history: History } {
  let graph = start;
  let history: History = emptyHistory;
  for (let step = 2; step <= count + 1; step++) {
    const edit = setParams(graph, 'conv', { filters: step });
    history = record(history, graph, edit);
    graph = edit.graph;
  }
  return { graph, history };
}

it('goes back and forth through every edit', () => {
  let { graph, history } = edited(3);
  for (const expected of [3, 2, 1]) {
    const step = undone(history, graph);
    if (step === null) throw new Error('nothing to undo');
    ({ graph, history } = step);
    expect(filters(graph)).toBe(expected);
  }
  expect(undone(history, graph)).toBeNull();
  for (const expected of [2, 3, 4]) {
    const step = redone(history, graph);
    if (step === null) throw new Error('nothing to redo');
    ({ graph, history } = step);
    expect(filters(graph)).toBe(expected);
  }
  expect(redone(history, graph)).toBeNull();
});

it('keeps the last 200 steps', () => {
  const { history } = edited(mostSteps + 50);
  expect(history.undo).toHaveLength(mostSteps);
  expect(filters(history.undo[0]?.graph)).toBe(51);
});

it('makes what is typed into one field one step', () => {
  const { graph, history } = edited(1);
  const typed = setParams(graph, 'conv', { filters: 320 });
  const joined = record(history, graph, typed, true);
  expect(joined.undo.map(({ label }) => label)).toEqual(['Conv2D 1: filters 1 → 320']);
  expect(filters(undone(joined, typed.graph)?.graph)).toBe(1);
});

it('forgets what was undone once something else is done', () => {
  const { graph, history } = edited(2);
  const back = undone(history, graph);
  if (back === null) throw new Error('nothing to undo');
  const other = record(back.history, back.graph, setParams(back.graph, 'conv', { filters: 9 }));
  expect(other.redo).toHaveLength(0);
});
