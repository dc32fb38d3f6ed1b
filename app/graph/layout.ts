import * as dagre from '@dagrejs/dagre';
import { blockOf } from '../blocks/index.ts';
import type { Graph } from './graph.ts';
import { type Wiring, wire, wiresInto, wiresOutOf } from './wiring.ts';

export interface Size {
  width: number;
  height: number;
}

type Places = Map<string, { x: number; y: number }>;

/** Space between blocks beside and below each other, px. */
const gap = { x: 48, y: 32 };

/** Blocks that dagre lays out in a moment; it walks by recursion, which thousands of blocks in a row would break. */
const mostForDagre = 120;

/** Places of all blocks, flowing down in the order of computation, in px of the canvas; a block that has a place keeps it. */
export function layout(graph: Graph, size: Size): Places {
  const wiring = wire(withEndBelow(graph));
  const placed: Places = new Map();
  for (const { id, position } of wiring.nodes.values()) if (position !== undefined) placed.set(id, position);
  if (placed.size === wiring.nodes.size) return placed;
  const chosen = isChain(wiring) ? inRows : wiring.nodes.size <= mostForDagre ? byDagre : inRows;
  const free = chosen(wiring, size);
  for (const [id, place] of free) if (!placed.has(id)) placed.set(id, place);
  return placed;
}

/** An Output that nothing leads to yet stands below the last block that leads nowhere: from there its wire will come. */
function withEndBelow(graph: Graph): Graph {
  const led = new Set(graph.edges.map(({ to }) => to));
  const leading = new Set(graph.edges.map(({ from }) => from));
  const waiting = graph.nodes.find(({ id, block }) => blockOf(block)?.hasOutput === false && !led.has(id));
  const loose = graph.nodes.findLast(({ id, block }) => blockOf(block)?.hasOutput !== false && !leading.has(id));
  return waiting === undefined || loose === undefined ? graph : { ...graph, edges: [...graph.edges, { from: loose.id, to: waiting.id }] };
}

/** Whether all blocks stand one behind the other: most models do, and need no search for a layout. */
const isChain = (wiring: Wiring): boolean =>
  wiring.order.every((id, index) => {
    const wires = wiresInto(wiring, id);
    return (
      wires.length === Math.min(index, 1) &&
      wiresOutOf(wiring, id).length <= 1 &&
      wires.every(({ from }) => from === wiring.order[index - 1])
    );
  });

/** Each block in the row below the lowest that leads into it, the rows' blocks side by side. */
function inRows(wiring: Wiring, { width, height }: Size): Places {
  const rows = new Map<string, number>();
  const widths: number[] = [];
  const places: Places = new Map();
  for (const id of wiring.order) {
    const row = wiresInto(wiring, id).reduce((lowest, { from }) => Math.max(lowest, (rows.get(from) ?? -1) + 1), 0);
    const column = widths[row] ?? 0;
    rows.set(id, row);
    widths[row] = column + 1;
    places.set(id, { x: column * (width + gap.x), y: row * (height + gap.y) });
  }
  return places;
}

/** Blocks in layers, with few wires crossing (Gansner et al., "A technique for drawing directed graphs"). */
function byDagre(wiring: Wiring, size: Size): Places {
  const drawing = new dagre.Graph();
  drawing.setGraph({ rankdir: 'TB', nodesep: gap.x, ranksep: gap.y, marginx: 0, marginy: 0 });
  drawing.setDefaultEdgeLabel(() => ({}));
  // dagre keeps names in plain objects, where a block called "constructor" is not to be found: it gets numbers.
  const names = new Map(wiring.order.map((id, index) => [id, String(index)]));
  const nameOf = (id: string) => names.get(id) ?? '';
  for (const id of wiring.order) drawing.setNode(nameOf(id), { ...size });
  // Several ways from the Input begin side by side below it, whichever is longest.
  const weightOf = (from: string) => (blockOf(wiring.nodes.get(from)?.block ?? '')?.inputs.most === 0 ? 2 : 1);
  for (const id of wiring.order)
    for (const { from } of wiresInto(wiring, id)) drawing.setEdge(nameOf(from), nameOf(id), { weight: weightOf(from) });
  dagre.layout(drawing);
  const placeOf = (id: string) => drawing.node(nameOf(id));
  // Of several Outputs the first stands at the left; seen in a mirror no more wires cross.
  const ends = wiring.order.filter((id) => blockOf(wiring.nodes.get(id)?.block ?? '')?.hasOutput === false);
  const mirrored = (placeOf(ends[0] ?? '')?.x ?? 0) > (placeOf(ends.at(-1) ?? '')?.x ?? 0);
  const widest = Math.max(...wiring.order.map((id) => placeOf(id).x ?? 0));
  const places: Places = new Map();
  for (const id of wiring.order) {
    const { x = 0, y = 0 } = placeOf(id);
    places.set(id, { x: Math.round(mirrored ? widest - x : x - size.width / 2), y: Math.round(y - size.height / 2) });
  }
  return places;
}
