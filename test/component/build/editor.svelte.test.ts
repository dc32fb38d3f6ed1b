import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Graph } from '#app/graph/graph.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeModel } from '../../helpers/fake-data.ts';
import { fakeGraph } from '../../helpers/fake-objects.ts';

// The announcer and the bar at the foot are the window's own; the core they would ask is none of these tests'.
vi.mock('#renderer/client.ts', () => ({ client: new FakeClient() }));
const { Editor } = await import('#renderer/features/build/editor.svelte.ts');
const { saving } = await import('#renderer/frame/saving.svelte.ts');

const context = { input: [32, 32, 3], classes: 4 };
const empty: Graph = {
  version: 1,
  nodes: [
    { id: 'input', block: 'Input', params: {} },
    { id: 'output', block: 'Output', params: {} },
  ],
  edges: [],
};
/** Each model has its own number: what is not saved yet is remembered by it. */
let models = 0;
function opened(graph: Graph = fakeGraph(), answers: FakeClient['answers'] = {}) {
  const model = fakeModel(graph, { id: ++models });
  const core = new FakeClient({ 'models.save': () => model, 'models.history': () => ({ undo: [], redo: [] }), ...answers });
  return { core, model, editor: new Editor(core, model, context) };
}
const wires = (graph: Graph): string[] => graph.edges.map(({ from, to }) => `${from} ${to}`);
const saves = (core: FakeClient): number => core.asked.filter(({ name }) => name === 'models.save').length;

beforeEach(() => {
  vi.useRealTimers();
});

describe('an edit', () => {
  it('is worked out, named for Undo, taken back and done again', () => {
    const { editor } = opened();
    editor.setParam('dense', 'units', 7);
    expect(editor.analysis.nodes.get('dense')?.output).toEqual([7]);
    expect(editor.undoLabel).toContain('units 4 → 7');
    editor.undo();
    expect(editor.analysis.nodes.get('dense')?.output).toEqual([4]);
    expect(editor.redoLabel).toContain('units 4 → 7');
    editor.redo();
    expect(editor.analysis.nodes.get('dense')?.output).toEqual([7]);
  });

  it('is one thing to undo however many digits are typed into a field', () => {
    const { editor } = opened();
    for (const units of [3, 32, 320]) editor.setParam('dense', 'units', units);
    expect(editor.undoLabel).toContain('units 4 → 320');
    editor.undo();
    expect(editor.analysis.nodes.get('dense')?.output).toEqual([4]);
    expect(editor.undoLabel).toBeNull();
  });

  it('of another field is another thing to undo', () => {
    const { editor } = opened();
    editor.setParam('dense', 'units', 8);
    editor.setParam('dense', 'activation', 'relu');
    editor.setParam('dense', 'units', 9);
    editor.undo();
    editor.undo();
    expect(editor.undoLabel).toContain('units');
  });

  it('after a pause is another thing to undo', () => {
    const { editor } = opened();
    const now = vi.spyOn(performance, 'now');
    now.mockReturnValue(10_000);
    editor.setParam('dense', 'units', 8);
    now.mockReturnValue(12_000);
    editor.setParam('dense', 'units', 9);
    now.mockRestore();
    editor.undo();
    expect(editor.analysis.nodes.get('dense')?.output).toEqual([8]);
  });

  it('does not join with one that was taken back', () => {
    const { editor } = opened();
    editor.setParam('dense', 'units', 8);
    editor.undo();
    editor.setParam('dense', 'units', 9);
    editor.undo();
    expect(editor.analysis.nodes.get('dense')?.output).toEqual([4]);
  });

  it('that deletes blocks heals the wires and chooses what stood before', () => {
    const { editor } = opened();
    editor.choose(['flatten'], null);
    editor.removeSelected();
    expect(wires(editor.graph)).toEqual(['input dense', 'dense output']);
    expect([...editor.selection]).toEqual(['input']);
  });

  it('that deletes the chosen wire leaves the blocks', () => {
    const { editor } = opened();
    editor.choose([], 'flatten dense');
    editor.removeSelected();
    expect(wires(editor.graph)).toEqual(['input flatten', 'dense output']);
    expect(editor.graph.nodes).toHaveLength(4);
    expect(editor.chosenWire).toBeNull();
  });

  it('chooses what an undo brings back', () => {
    const { editor } = opened();
    editor.choose(['flatten', 'dense'], null);
    editor.removeSelected();
    editor.undo();
    expect([...editor.selection]).toEqual(['flatten', 'dense']);
  });
});

describe('a block that is added', () => {
  it('goes behind the chosen one, into its wire', () => {
    const { editor } = opened();
    editor.choose(['flatten'], null);
    editor.addAfterChosen('Dropout');
    expect(wires(editor.graph)).toContain('dropout_1 dense');
    expect(wires(editor.graph)).toContain('flatten dropout_1');
    expect([...editor.selection]).toEqual(['dropout_1']);
  });
  it('goes into the chosen wire', () => {
    const { editor } = opened();
    editor.choose([], 'input flatten');
    editor.addAfterChosen('Conv2D');
    expect(wires(editor.graph)).toEqual(['input conv2d_1', 'conv2d_1 flatten', 'flatten dense', 'dense output']);
  });
  it('goes before the Output where nothing is chosen', () => {
    const { editor } = opened();
    editor.addAfterChosen('Dropout');
    expect(wires(editor.graph)).toContain('dropout_1 output');
  });
  it('grows the chain from the Input on an empty canvas', () => {
    const { editor } = opened(empty);
    editor.addAfterChosen('Conv2D');
    editor.addAfterChosen('Flatten');
    expect(wires(editor.graph)).toEqual(['input conv2d_1', 'conv2d_1 flatten_1']);
  });
});

describe('places', () => {
  const apart = (editor: InstanceType<typeof Editor>): void => {
    const places = [...editor.positions.values()];
    for (const [index, a] of places.entries())
      for (const b of places.slice(index + 1)) expect(Math.abs(a.x - b.x) >= 208 || Math.abs(a.y - b.y) >= 56).toBe(true);
  };

  it('are kept by all when one block is moved', () => {
    const { editor } = opened();
    const before = new Map(editor.positions);
    editor.move(new Map([['dense', { x: 400, y: 300 }]]));
    expect(editor.positions.get('dense')).toEqual({ x: 400, y: 300 });
    expect(editor.positions.get('flatten')).toEqual(before.get('flatten'));
  });
  it('make room for a block that is put between two', () => {
    const { editor } = opened();
    editor.move(new Map([['input', { x: 10, y: 0 }]]));
    const [above, below] = [editor.positions.get('flatten'), editor.positions.get('dense')];
    editor.insertOnWire('Dropout', { from: 'flatten', to: 'dense' });
    expect(editor.positions.get('flatten')).toEqual(above);
    expect(editor.positions.get('dense')?.y).toBeGreaterThan(below?.y ?? 0);
    apart(editor);
  });
  it('are free where a copy goes', () => {
    const { editor } = opened();
    editor.chooseAll();
    editor.duplicate();
    expect(editor.graph.nodes).toHaveLength(8);
    apart(editor);
  });
  it('are forgotten by Tidy', () => {
    const { editor } = opened();
    editor.move(new Map([['dense', { x: 999, y: 999 }]]));
    editor.tidy();
    expect(editor.positions.get('dense')?.x).toBe(editor.positions.get('flatten')?.x);
  });
  it('change by one thing to undo however often an arrow is pressed', () => {
    const { editor } = opened();
    editor.choose(['dense'], null);
    for (let turn = 0; turn < 5; turn++) editor.nudge(16, 0);
    const moved = editor.positions.get('dense')?.x ?? 0;
    editor.undo();
    expect(moved - (editor.positions.get('dense')?.x ?? 0)).toBe(80);
    expect(editor.undoLabel).toBeNull();
  });
});

describe('a wire drawn by key', () => {
  it('offers first what waits for one, and is drawn by Enter', () => {
    const { editor } = opened(empty);
    editor.link.begin('input');
    expect(editor.link.next(1)).toBe('output');
    editor.choose(['output'], null);
    expect(editor.link.to).toBe('output');
    editor.link.end('output');
    expect(wires(editor.graph)).toEqual(['input output']);
    expect(editor.link.from).toBeNull();
  });
  it('offers a block that waits for a wire before those that have theirs', () => {
    const { editor } = opened();
    editor.addAt('Dropout', { x: 0, y: 900 });
    editor.choose([], null);
    editor.link.begin('flatten');
    expect(editor.link.next(1)).toBe('dropout_1');
  });
  it('offers nothing that would close a circle', () => {
    const { editor } = opened();
    editor.link.begin('dense');
    const offered = new Set<string | null>();
    for (let turn = 0; turn < 6; turn++) {
      const next = editor.link.next(1);
      offered.add(next);
      if (next !== null) editor.choose([next], null);
    }
    expect(offered.has('flatten')).toBe(false);
    expect(offered.has('input')).toBe(false);
  });
  it('is not begun where it could lead nowhere', () => {
    const { editor } = opened();
    editor.link.begin('output');
    expect(editor.link.from).toBeNull();
  });
  it('ends when its block is gone', () => {
    const { editor } = opened(empty);
    editor.link.begin('input');
    editor.choose(['input'], null);
    editor.removeSelected();
    expect(editor.link.from).toBeNull();
  });
});

describe('pasting', () => {
  it('brings blocks of another model in sight, wired among themselves', () => {
    const { editor: other } = opened();
    other.choose(['flatten', 'dense'], null);
    const fragment = other.placedGraph();
    const { editor } = opened(empty);
    editor.paste({ ...fragment, nodes: fragment.nodes.slice(1, 3), edges: [{ from: 'flatten', to: 'dense' }] }, { x: 500, y: 100 });
    expect(wires(editor.graph)).toEqual(['flatten_1 dense_1']);
    expect(editor.positions.get('flatten_1')?.x).toBeGreaterThanOrEqual(500);
    expect([...editor.selection]).toEqual(['flatten_1', 'dense_1']);
  });
});

describe('saving', () => {
  it('happens once for several edits, within half a second', async () => {
    vi.useFakeTimers();
    const { core, editor } = opened();
    editor.setParam('dense', 'units', 5);
    editor.setParam('dense', 'units', 55);
    await vi.advanceTimersByTimeAsync(499);
    expect(saves(core)).toBe(1);
    expect(core.asked.find(({ name }) => name === 'models.save')?.input).toMatchObject({
      graph: { nodes: [{}, {}, { params: { units: 55 } }, {}] },
    });
  });

  it('that fails stays in sight until a retry holds', async () => {
    const { core, model, editor } = opened(fakeGraph(), {
      'models.save': () => ({ ok: false, error: { code: 'disk-full', message: 'The disk is full.', remedy: 'Free some.' } }),
    });
    editor.setParam('dense', 'units', 6);
    await editor.saves.flush();
    expect(saving.problem?.error.message).toBe('The disk is full.');
    core.answers['models.save'] = () => model;
    saving.problem?.retry();
    await vi.waitFor(() => expect(saving.problem).toBeNull());
    expect(core.asked.at(-1)?.input).toMatchObject({ graph: { nodes: [{}, {}, { params: { units: 6 } }, {}] } });
  });

  it('that failed loses nothing when the model is left and opened again', async () => {
    const { core, model, editor } = opened(fakeGraph(), {
      'models.save': () => ({ ok: false, error: { code: 'disk-full', message: 'The disk is full.', remedy: 'Free some.' } }),
    });
    editor.setParam('dense', 'units', 6);
    await editor.saves.flush();
    const again = new Editor(core, model, context);
    expect(again.analysis.nodes.get('dense')?.output).toEqual([6]);
    again.undo();
    expect(again.analysis.nodes.get('dense')?.output).toEqual([4]);
  });

  it('brings back what could be undone before a restart', async () => {
    const { editor } = opened(fakeGraph(9), {
      'models.history': () => ({ undo: [{ label: 'Dense 1: units 4 → 9', graph: fakeGraph(4) }], redo: [] }),
    });
    await vi.waitFor(() => expect(editor.undoLabel).toBe('Dense 1: units 4 → 9'));
    editor.undo();
    expect(editor.analysis.nodes.get('dense')?.output).toEqual([4]);
  });

  it('keeps an edit made before the old history came', async () => {
    const { editor } = opened(fakeGraph(), { 'models.history': () => ({ undo: [{ label: 'Old', graph: fakeGraph(2) }], redo: [] }) });
    editor.setParam('dense', 'units', 5);
    await new Promise((resolve) => setTimeout(resolve));
    expect(editor.undoLabel).toContain('units 4 → 5');
  });
});

it('works shapes out for other data without forgetting what was done', () => {
  const { editor } = opened();
  editor.setParam('dense', 'units', 5);
  editor.lookWith({ input: [64, 64, 1], classes: 5 });
  expect(editor.analysis.nodes.get('input')?.output).toEqual([64, 64, 1]);
  expect(editor.analysis.ok).toBe(true);
  expect(editor.undoLabel).toContain('units');
});
