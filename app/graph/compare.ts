import type { Block } from '../blocks/block.ts';
import { blockOf } from '../blocks/index.ts';
import type { Graph, GraphNode } from './graph.ts';
import { nodeNames } from './names.ts';
import { valueText } from './parse-params.ts';
import { type Wiring, wire, wiresInto } from './wiring.ts';

/** One thing in which two graphs differ; ids are those of the graph before or after. */
export interface GraphDifference {
  kind: 'parameter' | 'added' | 'removed' | 'wire';
  before: string | null;
  after: string | null;
  /** "filters 32→64 in Conv2D 2". */
  text: string;
}

/** Blocks of two graphs that stand for each other: id before → id after. */
type Pairs = ReadonlyMap<string, string>;

/**
 * What differs between two graphs, in words. Blocks are paired along the order of computation so that most stay the same
 * (the longest common sequence, preferring equal ids and parameters); positions and names do not count.
 */
export function differingBlocks(before: Graph, after: Graph): GraphDifference[] {
  const [a, b] = [wire(before), wire(after)];
  const [namesA, namesB] = [nodeNames(a), nodeNames(b)];
  const pairs = paired(a, b);
  const back = new Map([...pairs].map(([from, to]) => [to, from]));
  const differences: GraphDifference[] = [];
  for (const id of a.order) {
    const other = pairs.get(id);
    const name = namesA.get(id) ?? id;
    if (other === undefined) differences.push({ kind: 'removed', before: id, after: null, text: `${name} removed` });
    else
      for (const text of differingParams(a.nodes.get(id), b.nodes.get(other)))
        differences.push({ kind: 'parameter', before: id, after: other, text: `${text} in ${namesB.get(other) ?? other}` });
  }
  for (const id of b.order) {
    if (back.has(id)) continue;
    const [source] = wiresInto(b, id);
    const place = source === undefined ? '' : ` after ${namesB.get(source.from) ?? source.from}`;
    differences.push({ kind: 'added', before: null, after: id, text: `${namesB.get(id) ?? id} added${place}` });
  }
  return [...differences, ...differingWires(a, b, pairs, back, namesB)];
}

const paramsOf = (node: GraphNode, block: Block | undefined): Record<string, unknown> => {
  const parsed = block?.params.safeParse(node.params);
  return parsed?.success ? parsed.data : node.params;
};

function differingParams(before: GraphNode | undefined, after: GraphNode | undefined): string[] {
  if (before === undefined || after === undefined) return [];
  const block = blockOf(after.block);
  const [from, to] = [new Map(Object.entries(paramsOf(before, block))), new Map(Object.entries(paramsOf(after, block)))];
  const fields = new Map(Object.entries(block?.fields ?? {}));
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((param) => {
    const [old, now] = [plainText(from.get(param)), plainText(to.get(param))];
    return old === now ? [] : [`${(fields.get(param)?.label ?? param).toLowerCase()} ${old}→${now}`];
  });
}

const plainText = (value: unknown) => (typeof value === 'string' ? value : valueText(value));

/** Longest common sequence of blocks, weighted: the same id and the same parameters count extra. */
function paired(a: Wiring, b: Wiring): Pairs {
  const [left, right] = [facts(a), facts(b)];
  const width = right.length + 1;
  const best = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const skipped = Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
      const worth = likeness(left[i], right[j]);
      best[i * width + j] = worth === 0 ? skipped : Math.max(skipped, worth + (best[(i + 1) * width + j + 1] ?? 0));
    }
  }
  const pairs = new Map<string, string>();
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const here = best[i * width + j] ?? 0;
    const [one, other] = [left[i], right[j]];
    const worth = likeness(one, other);
    if (one !== undefined && other !== undefined && worth > 0 && here === worth + (best[(i + 1) * width + j + 1] ?? 0)) {
      pairs.set(one.id, other.id);
      i += 1;
      j += 1;
    } else if (here === (best[(i + 1) * width + j] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}

interface Facts {
  id: string;
  block: string;
  params: string;
}

const facts = (wiring: Wiring): Facts[] =>
  wiring.order.flatMap((id) => {
    const node = wiring.nodes.get(id);
    return node === undefined ? [] : [{ id, block: node.block, params: JSON.stringify(paramsOf(node, blockOf(node.block))) }];
  });

function likeness(a: Facts | undefined, b: Facts | undefined): number {
  if (a === undefined || b === undefined || a.block !== b.block) return 0;
  return 4 + (a.id === b.id ? 2 : 0) + (a.params === b.params ? 1 : 0);
}

/** Wires between blocks that both graphs have; a block that only one has is looked through, as if it were not there. */
function differingWires(a: Wiring, b: Wiring, pairs: Pairs, back: Pairs, names: ReadonlyMap<string, string>): GraphDifference[] {
  const [sourcesA, sourcesB] = [throughSources(a, pairs), throughSources(b, back)];
  const nameOf = (id: string) => names.get(id) ?? id;
  return [...pairs].flatMap(([before, after]) => {
    const old = new Set([...(sourcesA.get(before) ?? [])].map((id) => pairs.get(id) ?? id));
    const now = sourcesB.get(after) ?? new Set<string>();
    const text = (from: string, verb: string) => ({
      kind: 'wire' as const,
      before,
      after,
      text: `wire ${nameOf(from)} → ${nameOf(after)} ${verb}`,
    });
    return [
      ...[...old].filter((id) => !now.has(id)).map((id) => text(id, 'removed')),
      ...[...now].filter((id) => !old.has(id)).map((id) => text(id, 'added')),
    ];
  });
}

/** For each node the known nodes it gets its inputs from, looking through unknown ones. */
function throughSources(wiring: Wiring, known: Pairs): Map<string, Set<string>> {
  const sources = new Map<string, Set<string>>();
  for (const id of wiring.order) {
    const found = wiresInto(wiring, id).flatMap(({ from }) => (known.has(from) ? [from] : [...(sources.get(from) ?? [])]));
    sources.set(id, new Set(found));
  }
  return sources;
}
