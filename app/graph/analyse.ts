import type { Advice, Block, BlockContext, Carried, ParameterCount, Repair, Shape } from '../blocks/block.ts';
import { blockOf } from '../blocks/index.ts';
import { grouped, short, size } from '../numbers.ts';
import { neighbourAdvice } from './advice.ts';
import { carriedBy, carriedProblem, contextBehind, isMasked, unheededMask } from './flow.ts';
import type { Graph } from './graph.ts';
import { mostNumbers, mostParameters } from './limits.ts';
import { located } from './located.ts';
import { nodeNames } from './names.ts';
import { parseParams } from './parse-params.ts';
import type { Problem } from './problem.ts';
import { wholeProblems, wireCountProblem, wireProblems } from './structure.ts';
import { type Wiring, wire, wiresInto } from './wiring.ts';

/** What is known of one node; null where something before it is wrong. */
export interface NodeAnalysis {
  id: string;
  /** What it is called on the canvas: "Conv2D 2". */
  name: string;
  block: Block | null;
  /** Its parameters with defaults filled in; null where they are wrong. */
  params: Record<string, unknown> | null;
  /** Shapes on its wires and of what it makes, for one item. */
  inputs: Shape[] | null;
  output: Shape | null;
  /** What comes out of it. */
  carries: Carried;
  /** Whether a mask comes in on each wire, and whether one comes out: which steps count. */
  masks: boolean[];
  masked: boolean;
  parameters: ParameterCount;
  /** Multiply-adds for one item, forward. */
  operations: number;
  /** float32 bytes of what it makes of one item, and of what training keeps of it inside. */
  activationBytes: number;
  /** What `shape`, `workings` … of its block are to be asked with, its names among it. */
  context: BlockContext;
  /** The same of the blocks behind it, without names. */
  behind: BlockContext;
  problems: Problem[];
}

export interface Analysis {
  nodes: ReadonlyMap<string, NodeAnalysis>;
  /** Ids in order of computation. */
  order: readonly string[];
  /** All problems, errors first, in the order of the nodes; those with node null belong to the graph. */
  problems: Problem[];
  /** No errors: it can be compiled. */
  ok: boolean;
  /** Sums over all nodes; operations and activation bytes for one item. */
  totals: ParameterCount & { parameters: number; operations: number; activationBytes: number };
}

/** Checks a graph and works out every shape and count; never throws, whatever the graph holds. */
export function analyse(graph: Graph, context: BlockContext): Analysis {
  return analyseWired(wire(graph), context);
}

/** The same for a graph whose wires were sorted already. */
export function analyseWired(wiring: Wiring, context: BlockContext): Analysis {
  const names = nodeNames(wiring);
  const nodes = new Map<string, NodeAnalysis>();
  for (const id of wiring.order) nodes.set(id, analyseNode(id, wiring, names, nodes, context));
  for (const node of nodes.values()) node.problems.push(...neighbourAdvice(wiring, nodes, node));
  const whole: Problem[] = [];
  for (const problem of [...wholeProblems(wiring, names, context.heads), ...wireProblems(wiring, names), ...sizeProblems(nodes)]) {
    const node = nodes.get(problem.node ?? '');
    // That nothing leads into the first block is the same mistake as that there is no Input: told once.
    if (node !== undefined && problem.code === 'no-input') node.problems = node.problems.filter(({ code }) => code !== 'wires');
    (node?.problems ?? whole).push(problem);
  }
  const all = [...whole, ...[...nodes.values()].flatMap((node) => node.problems)];
  const errors = all.filter(({ severity }) => severity === 'error');
  const problems = [...errors, ...all.filter(({ severity }) => severity === 'warning')];
  return { nodes, order: wiring.order, problems, ok: errors.length === 0, totals: totalsOf(nodes) };
}

function analyseNode(
  id: string,
  wiring: Wiring,
  names: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, NodeAnalysis>,
  model: BlockContext,
): NodeAnalysis {
  const name = names.get(id) ?? id;
  const wires = wiresInto(wiring, id);
  const sources = wires.map(({ from }) => known.get(from)).filter((source) => source !== undefined);
  const given = contextBehind(sources, model);
  const context: BlockContext = { ...given, names: { self: name, sources: wires.map(({ from }) => names.get(from) ?? from) } };
  const graphNode = wiring.nodes.get(id);
  const block = blockOf(graphNode?.block ?? '') ?? null;
  const node: NodeAnalysis = {
    id,
    name,
    block,
    params: null,
    inputs: null,
    output: null,
    carries: 'numbers',
    masks: [],
    masked: false,
    parameters: { trainable: 0, frozen: 0 },
    operations: 0,
    activationBytes: 0,
    context,
    behind: given,
    problems: [],
  };
  if (block === null || graphNode === undefined) return node;
  node.carries = carriedBy(block, given);
  const parsed = parseParams(graphNode, block, name);
  if (parsed.ok) node.params = parsed.params;
  else node.problems.push(...parsed.problems);
  const count = wireCountProblem(id, block, wiring, names);
  if (count !== null) node.problems.push(count);
  const inputs = sources.map(({ output }) => output).filter((shape) => shape !== null);
  if (count === null && inputs.length === wires.length) node.inputs = inputs;
  if (node.params !== null && node.inputs !== null) infer(node, block, node.params, node.inputs, sources, wiring);
  return node;
}

/** Fills in what the block's own rules say of its inputs. */
function infer(
  node: NodeAnalysis,
  block: Block,
  params: Record<string, unknown>,
  inputs: Shape[],
  sources: readonly NodeAnalysis[],
  wiring: Wiring,
): void {
  const carried = carriedProblem(node, block, sources);
  if (carried !== null) {
    node.problems.push(carried);
    return;
  }
  const repairsOf = (repairs: Repair[]) => repairs.flatMap((repair) => located(repair, node.id, wiring));
  const result = block.shape(params, inputs, node.context);
  if (!result.ok) {
    node.problems.push({ code: 'shape', severity: 'error', node: node.id, message: result.message, repairs: repairsOf(result.repairs) });
    return;
  }
  const numbers = size(result.shape);
  if (!(numbers <= mostNumbers)) {
    const message = `${node.name} must make ${grouped(mostNumbers)} numbers of an item or fewer; got ${short(numbers)}; use fewer filters or smaller images.`;
    node.problems.push({ code: 'too-large', severity: 'error', node: node.id, message, repairs: [] });
    return;
  }
  if (node.context.answers === 'next' && block.seesLater?.(params) === true) {
    const message = `${node.name} must not see later steps where the next one is to be answered; with ${block.type} it would read the answer.`;
    const repairs = repairsOf([{ label: 'Remove it', kind: 'remove' }]);
    node.problems.push({ code: 'sees-later', severity: 'error', node: node.id, message, repairs });
  }
  node.output = result.shape;
  if (block.gives !== undefined) {
    node.behind = { ...node.behind, ...block.gives(params, node.context) };
    node.carries = carriedBy(block, node.behind);
  }
  node.masks = sources.map(({ masked }) => masked);
  node.masked = isMasked(block, params, node.masks);
  node.parameters = block.parameters(params, inputs, node.context);
  node.operations = block.operations(params, inputs, node.context);
  node.activationBytes = (numbers + (block.inside?.(params, inputs, node.context) ?? 0)) * 4;
  const unheeded = unheededMask(node, block, node.masks, wiring);
  if (unheeded !== null) node.problems.push(unheeded);
  const advice: Advice[] = block.advice?.(params, inputs, node.context) ?? [];
  for (const { message, repairs } of advice)
    node.problems.push({ code: 'advice', severity: 'warning', node: node.id, message, repairs: repairsOf(repairs) });
}

function totalsOf(nodes: ReadonlyMap<string, NodeAnalysis>): Analysis['totals'] {
  const totals = { trainable: 0, frozen: 0, parameters: 0, operations: 0, activationBytes: 0 };
  for (const { parameters, operations, activationBytes } of nodes.values()) {
    totals.trainable += parameters.trainable;
    totals.frozen += parameters.frozen;
    totals.parameters += parameters.trainable + parameters.frozen;
    totals.operations += operations;
    totals.activationBytes += activationBytes;
  }
  return totals;
}

/** More parameters than any machine of a reader holds: placed on the block that has most. */
function sizeProblems(nodes: ReadonlyMap<string, NodeAnalysis>): Problem[] {
  const { parameters } = totalsOf(nodes);
  if (parameters <= mostParameters) return [];
  const heaviest = [...nodes.values()].reduce((most, node) => (node.parameters.trainable > most.parameters.trainable ? node : most));
  const message = `A model must have ${grouped(mostParameters)} parameters or fewer; got ${short(parameters)}, most in ${heaviest.name}; shrink what leads into it with pooling, or use fewer units.`;
  return [{ code: 'too-large', severity: 'error', node: heaviest.id, message, repairs: [] }];
}
