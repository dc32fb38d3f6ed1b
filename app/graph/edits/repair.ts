import type { Graph } from '../graph.ts';
import type { GraphRepair } from '../problem.ts';
import { addAfter, addBlock, insertBefore } from './add.ts';
import { setParams, unsetParam } from './change.ts';
import type { Edit } from './edit.ts';
import { connect, disconnect, removeNodes } from './wires.ts';

/** Takes the repair that a problem offers; Undo calls it as its button does. */
export function applyRepair(graph: Graph, repair: GraphRepair): Edit {
  return { ...carriedOut(graph, repair), label: repair.label };
}

function carriedOut(graph: Graph, repair: GraphRepair): Edit {
  if (repair.kind === 'set') return setParams(graph, repair.node, repair.params);
  if (repair.kind === 'unset') return unsetParam(graph, repair.node, repair.param);
  if (repair.kind === 'insert-before') return insertBefore(graph, repair, repair.node);
  if (repair.kind === 'append') return addAfter(graph, repair, repair.node);
  if (repair.kind === 'add') return addBlock(graph, repair);
  if (repair.kind === 'connect') return connect(graph, repair.from, repair.to);
  if (repair.kind === 'remove-edge') return disconnect(graph, repair.edge);
  return removeNodes(graph, new Set([repair.node]));
}
