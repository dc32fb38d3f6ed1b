import { describe, expect, it } from 'vitest';
import { analyse } from '#app/graph/analyse.ts';
import { addAfter, addBlock, addBranch, insertBefore, insertOnEdge } from '#app/graph/edits/add.ts';
import { moveNodes, renameNode, replaceBlock, setParams, tidy, unsetParam } from '#app/graph/edits/change.ts';
import { copyNodes, duplicateNodes, pasteFragment, readFragment } from '#app/graph/edits/clipboard.ts';
import { applyRepair } from '#app/graph/edits/repair.ts';
import { connect, connectProblem, disconnect, removeNodes } from '#app/graph/edits/wires.ts';
import type { Graph } from '#app/graph/graph.ts';

/** input → conv → flatten → dense → output */
const chain: Graph = {
  version: 1,
  nodes: [
    { id: 'input', block: 'Input', params: {} },
    { id: 'conv', block: 'Conv2D', params: { filters: 32 } },
    { id: 'flatten', block: 'Flatten', params: {} },
    { id: 'dense', block: 'Dense', params: { units: 4 } },
    { id: 'output', block: 'Output', params: {} },
  ],
  edges: [
    { from: 'input', to: 'conv' },
    { from: 'conv', to: 'flatten' },
    { from: 'flatten', to: 'dense' },
    { from: 'dense', to: 'output' },
  ],
};
const context = { input: [8, 8, 3], classes: 4 };
const wires = (graph: Graph) => graph.edges.map(({ from, to }) => `${from}>${to}`);

describe('adding', () => {
  it('puts a block into a wire and keeps both ends', () => {
    const { graph, added, label } = insertOnEdge(chain, { block: 'Dropout' }, { from: 'flatten', to: 'dense' });
    expect(wires(graph)).toEqual(['input>conv', 'conv>flatten', 'flatten>dropout_1', 'dropout_1>dense', 'dense>output']);
    expect(added).toEqual(['dropout_1']);
    expect(label).toBe('Insert Dropout');
    expect(analyse(graph, context).ok).toBe(true);
  });
  it('puts a block behind another into the wires that leave it', () => {
    expect(wires(addAfter(chain, { block: 'BatchNormalization' }, 'conv').graph)).toContain('batchnormalization_1>flatten');
  });
  it('wires a block without an output behind another without cutting its wires', () => {
    expect(wires(addAfter(chain, { block: 'Output' }, 'conv').graph)).toEqual([...wires(chain), 'conv>output_1']);
  });
  it('puts a block before another, which takes over its wires', () => {
    const { graph } = insertBefore(chain, { block: 'GlobalAveragePooling2D' }, 'flatten');
    expect(wires(graph)).toEqual([
      'input>conv',
      'conv>globalaveragepooling2d_1',
      'flatten>dense',
      'dense>output',
      'globalaveragepooling2d_1>flatten',
    ]);
  });
  it('adds a branch beside the wires that are there', () => {
    expect(wires(addBranch(chain, { block: 'Flatten' }, 'conv').graph)).toEqual([...wires(chain), 'conv>flatten_1']);
  });
  it('writes all parameters of a new block down', () => {
    const { graph } = addBlock(chain, { block: 'Dense', params: { units: 9 } });
    expect(graph.nodes.at(-1)?.params).toEqual({ units: 9, activation: 'linear', useBias: true });
  });
  it('never gives an id twice', () => {
    const once = addBlock(chain, { block: 'Dense' }).graph;
    expect(addBlock(once, { block: 'Dense' }).added).toEqual(['dense_2']);
  });
});

describe('wires', () => {
  it.each([
    ['output', 'conv', 'Nothing comes out of Output.'],
    ['conv', 'input', 'Nothing goes into Input.'],
    ['conv', 'conv', 'A block cannot feed itself.'],
    ['dense', 'conv', 'That would close a circle.'],
    ['conv', 'flatten', 'They are wired already.'],
    ['conv', '__proto__', 'Both ends must be blocks of this model.'],
  ])('refuses %s → %s', (from, to, reason) => {
    expect(connectProblem(chain, from, to)).toBe(reason);
  });
  it('replaces the wire of a block that takes one', () => {
    expect(wires(connect(chain, 'input', 'flatten').graph)).toEqual(['input>conv', 'flatten>dense', 'dense>output', 'input>flatten']);
  });
  it('adds to the wires of a block that merges', () => {
    const { graph } = insertOnEdge(chain, { block: 'Concatenate' }, { from: 'conv', to: 'flatten' });
    expect(wires(connect(graph, 'input', 'concatenate_1').graph)).toContain('conv>concatenate_1');
  });
  it('takes one wire away', () => {
    expect(wires(disconnect(chain, { from: 'conv', to: 'flatten' }).graph)).toEqual(['input>conv', 'flatten>dense', 'dense>output']);
  });
  it('heals the wire of a deleted block, and of two in a row', () => {
    expect(wires(removeNodes(chain, new Set(['flatten'])).graph)).toEqual(['input>conv', 'conv>dense', 'dense>output']);
    expect(wires(removeNodes(chain, new Set(['conv', 'flatten'])).graph)).toEqual(['input>dense', 'dense>output']);
  });
  it('keeps only as many healed wires as the block behind takes', () => {
    const merged = connect(insertOnEdge(chain, { block: 'Add' }, { from: 'conv', to: 'flatten' }).graph, 'input', 'add_1').graph;
    expect(wires(removeNodes(merged, new Set(['add_1'])).graph).filter((wire) => wire.endsWith('>flatten'))).toEqual(['conv>flatten']);
  });
});

describe('changes', () => {
  it('says from what to what a parameter went, in the words of the inspector', () => {
    expect(setParams(chain, 'conv', { filters: 64 }).label).toBe('Conv2D 1: filters 32 → 64');
    expect(setParams(chain, 'conv', { padding: 'valid' }).label).toBe('Conv2D 1: padding same → valid');
  });
  it('keeps what both blocks have when one takes the place of the other', () => {
    const { graph, label } = replaceBlock(setParams(chain, 'conv', { padding: 'valid' }).graph, 'conv', 'MaxPooling2D');
    expect(graph.nodes[1]).toMatchObject({ id: 'conv', block: 'MaxPooling2D', params: { padding: 'valid' } });
    expect(graph.nodes[1]?.params).not.toHaveProperty('filters');
    expect(label).toBe('Replace Conv2D 1 by MaxPooling2D');
  });
  it('names a block and takes the name back', () => {
    const named = renameNode(chain, 'conv', '“Edges” <b>').graph;
    expect(analyse(named, context).nodes.get('conv')?.name).toBe('“Edges” <b>');
    expect(analyse(renameNode(named, 'conv', '').graph, context).nodes.get('conv')?.name).toBe('Conv2D 1');
  });
  it('forgets a parameter', () => {
    expect(unsetParam(chain, 'conv', 'filters').graph.nodes[1]?.params).toEqual({});
  });
  it('moves blocks to whole pixels and forgets places when tidied', () => {
    const moved = moveNodes(chain, new Map([['conv', { x: 10.4, y: -3.6 }]])).graph;
    expect(moved.nodes[1]?.position).toEqual({ x: 10, y: -4 });
    expect(tidy(moved).graph.nodes.every((node) => node.position === undefined)).toBe(true);
  });
});

describe('the clipboard', () => {
  it('copies blocks with the wires between them under new ids', () => {
    const { graph, added } = duplicateNodes(chain, new Set(['conv', 'flatten']));
    expect(added).toEqual(['conv2d_1', 'flatten_1']);
    expect(wires(graph)).toEqual([...wires(chain), 'conv2d_1>flatten_1']);
  });
  it('reads what was copied, and nothing else', () => {
    const copied = copyNodes(chain, new Set(['conv']));
    expect(readFragment(JSON.stringify(copied))).toEqual(copied);
    for (const text of [
      '',
      'hello',
      '{}',
      '[1]',
      '{"version":1,"nodes":[],"edges":[]}',
      '{"version":1,"nodes":[{"id":"../x","block":"a"}],"edges":[]}',
    ])
      expect(readFragment(text)).toBeNull();
    expect(pasteFragment(chain, copied).label).toBe('Paste Conv2D 1');
  });
});

describe('repairs', () => {
  it('lead to a sound graph by their first buttons, each undone by the name it had', () => {
    let graph = removeNodes(chain, new Set(['flatten'])).graph;
    expect(analyse(graph, context).ok).toBe(false);
    for (let clicks = 0; clicks < 3 && !analyse(graph, context).ok; clicks++) {
      const repair = analyse(graph, context).problems[0]?.repairs[0];
      if (repair === undefined) throw new Error('no repair is offered');
      const mended = applyRepair(graph, repair);
      expect(mended.label).toBe(repair.label);
      graph = mended.graph;
    }
    expect(analyse(graph, context).ok).toBe(true);
  });
});
