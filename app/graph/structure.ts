import type { Block, HeadContext } from '../blocks/block.ts';
import { blockOf, blocks } from '../blocks/index.ts';
import { counted } from '../numbers.ts';
import type { GraphEdge } from './graph.ts';
import type { GraphRepair, Problem, ProblemCode } from './problem.ts';
import { type WireFault, type Wiring, wiresInto, wiresOutOf } from './wiring.ts';

type Names = ReadonlyMap<string, string>;

const error = (code: ProblemCode, node: string | null, message: string, repairs: GraphRepair[] = []): Problem => ({
  code,
  severity: 'error',
  node,
  message,
  repairs,
});

const removeBlock = (node: string): GraphRepair => ({ label: 'Remove block', kind: 'remove-node', node });
const removeWire = ({ from, to }: GraphEdge): GraphRepair => ({ label: 'Remove wire', kind: 'remove-edge', edge: { from, to } });

const wireTexts: Record<WireFault, (from: string, to: string) => string> = {
  'missing-node': (from, to) => `A wire must join two blocks of the model; got one from ${from} to ${to}; remove it.`,
  'self-loop': (from) => `${from} must not be wired to itself; remove the wire.`,
  'wired-twice': (from, to) => `${from} must be wired to ${to} once; got a second wire; remove it.`,
  'unknown-port': (from, to) => `The wire from ${from} to ${to} must end at the ports "out" and "in"; leave the port names away.`,
  'after-output': (from, to) => `${from} must be the end; got a wire on to ${to}; remove it.`,
};

/** Draws the wire once, as it should be, in place of all between the same blocks. */
const redraw =
  (label: string) =>
  ({ from, to }: GraphEdge): GraphRepair => ({ label, kind: 'connect', from, to });

const wireRepairs: Record<WireFault, (edge: GraphEdge) => GraphRepair> = {
  'missing-node': removeWire,
  'self-loop': removeWire,
  'wired-twice': redraw('Keep one wire'),
  'unknown-port': redraw('Wire it plainly'),
  'after-output': removeWire,
};

/** Problems of the wires by themselves, and of circles. */
export function wireProblems(wiring: Wiring, names: Names): Problem[] {
  const nameOf = (id: string) => names.get(id) ?? `the missing block "${id}"`;
  const faults = new Map<string, Problem>();
  for (const { edge, fault } of wiring.faults) {
    const node = wiring.nodes.has(edge.to) ? edge.to : wiring.nodes.has(edge.from) ? edge.from : null;
    const message = wireTexts[fault](nameOf(edge.from), nameOf(edge.to));
    // The same wire may be at fault many times over; it is told once, and its repair mends all.
    faults.set(message, error(fault, node, message, [wireRepairs[fault](edge)]));
  }
  const circles = [...wiring.closing].map((edge) =>
    error(
      'cycle',
      edge.to,
      `${nameOf(edge.to)} must not depend on itself; got a circle closed by the wire from ${nameOf(edge.from)}; remove the wire.`,
      [removeWire(edge)],
    ),
  );
  return [...faults.values(), ...circles];
}

/** Problems of the graph as a whole: ids, known blocks, one Input, one Output or one for each of `heads`. */
export function wholeProblems(wiring: Wiring, names: Names, heads: readonly HeadContext[] = []): Problem[] {
  const problems: Problem[] = [];
  for (const id of wiring.repeated)
    problems.push(error('repeated-id', id, `Every block must have an id of its own; got "${id}" more than once; rename one.`));
  for (const { id, block } of wiring.nodes.values()) {
    if (blockOf(block) !== undefined) continue;
    const known = blocks.map(({ type }) => type).join(', ');
    problems.push(
      error('unknown-block', id, `${names.get(id) ?? id} must be one of the blocks ${known}; got "${block}".`, [removeBlock(id)]),
    );
  }
  return [...problems, ...endProblems(wiring, names, heads)];
}

const nodesWhere = (wiring: Wiring, test: (block: Block) => boolean) =>
  wiring.order.filter((id) => {
    const block = blockOf(wiring.nodes.get(id)?.block ?? '');
    return block !== undefined && test(block);
  });

/** Blocks with a way out that nothing is wired to. */
const deadEnds = (wiring: Wiring) => nodesWhere(wiring, ({ hasOutput }) => hasOutput).filter((id) => wiresOutOf(wiring, id).length === 0);

function endProblems(wiring: Wiring, names: Names, heads: readonly HeadContext[]): Problem[] {
  const problems: Problem[] = [];
  const inputs = nodesWhere(wiring, (block) => block.inputs.most === 0);
  const outputs = nodesWhere(wiring, (block) => !block.hasOutput);
  if (inputs.length === 0) {
    const first = nodesWhere(wiring, (block) => block.inputs.most > 0).find((id) => wiresInto(wiring, id).length === 0);
    problems.push(
      error('no-input', first ?? null, 'A model must have one Input, where the data enters; got none; add it.', [
        first === undefined
          ? { label: 'Add Input', kind: 'add', block: 'Input', params: {} }
          : { label: 'Add Input', kind: 'insert-before', node: first, block: 'Input', params: {} },
      ]),
    );
  }
  for (const id of inputs.slice(1))
    problems.push(
      error('many-inputs', id, `A model must have one Input; got ${inputs.length}; remove ${names.get(id) ?? id}.`, [removeBlock(id)]),
    );
  if (heads.length > 0) problems.push(...headProblems(wiring, names, outputs, heads));
  else
    for (const id of outputs.slice(1))
      problems.push(
        error('many-outputs', id, `A model must have one Output; got ${outputs.length}; remove ${names.get(id) ?? id}.`, [removeBlock(id)]),
      );
  const ends = deadEnds(wiring);
  if (outputs.length === 0) {
    const [last] = ends;
    problems.push(
      error('no-output', last ?? null, 'A model must have one Output, where the answer comes out; got none; add it.', [
        last === undefined
          ? { label: 'Add Output', kind: 'add', block: 'Output', params: {} }
          : { label: 'Add Output', kind: 'append', node: last, block: 'Output', params: {} },
      ]),
    );
  }
  // Without an Output the last block of the one chain is no loose end: the Output is what is missing.
  for (const id of outputs.length === 0 ? ends.slice(1) : ends) problems.push(deadEnd(wiring, names, id, outputs));
  return problems;
}

/** Each head must have one Output. Of a graph without any, that alone is told. */
function headProblems(wiring: Wiring, names: Names, outputs: readonly string[], heads: readonly HeadContext[]): Problem[] {
  if (outputs.length === 0) return [];
  const headOf = (id: string) => wiring.nodes.get(id)?.params.head;
  return heads.flatMap(({ name, columns }) => {
    const [first, ...others] = outputs.filter((id) => headOf(id) === name);
    const what = columns.map((column) => `"${column}"`).join(', ');
    if (first !== undefined)
      return others.map((id) =>
        error('head-twice', id, `${what} must be answered by one Output; got ${names.get(first)} and ${names.get(id)}; remove one.`, [
          removeBlock(id),
        ]),
      );
    // One that says nothing yet may be meant: its own problem offers that.
    if (outputs.some((id) => headOf(id) === undefined)) return [];
    const trunk = trunkOf(wiring, outputs[0] ?? '');
    const append: GraphRepair[] =
      trunk === null
        ? []
        : [{ label: `Add Output for ${columns[0]}`, kind: 'append', node: trunk, block: 'Output', params: { head: name } }];
    return [error('head-unanswered', null, `${what} must be answered too; got no Output for it; add one.`, append)];
  });
}

/** The block that another Output may share: the one before what leads into this one. */
function trunkOf(wiring: Wiring, output: string): string | null {
  const [last] = wiresInto(wiring, output);
  if (last === undefined) return null;
  return wiresInto(wiring, last.from)[0]?.from ?? last.from;
}

function deadEnd(wiring: Wiring, names: Names, id: string, outputs: readonly string[]): Problem {
  const waiting = outputs.find((output) => wiresInto(wiring, output).length === 0);
  const connect: GraphRepair[] =
    waiting === undefined ? [] : [{ label: `Connect to ${names.get(waiting) ?? waiting}`, kind: 'connect', from: id, to: waiting }];
  return error('leads-nowhere', id, `${names.get(id) ?? id} must lead to the Output; got no wire out of it; connect or remove it.`, [
    ...connect,
    removeBlock(id),
  ]);
}

/** The number of wires into a block, when it is not what the block takes. */
export function wireCountProblem(id: string, block: Block, wiring: Wiring, names: Names): Problem | null {
  const wires = wiresInto(wiring, id);
  const { least, most } = block.inputs;
  if (wires.length >= least && wires.length <= most) return null;
  const must = most === Infinity ? `${counted(least, 'wire')} or more` : counted(least, 'wire');
  const sources = wires.map(({ from }) => names.get(from) ?? from).join(' and ');
  const got = wires.length === 0 ? 'none' : `${wires.length} from ${sources}`;
  const { todo, repairs } = wires.length < least ? tooFew(id, wires.length) : tooMany(id, most, wires);
  return error('wires', id, `${names.get(id) ?? id} must get ${must}; got ${got}; ${todo}.`, repairs);
}

const tooFew = (id: string, got: number) => ({
  todo: got === 0 ? 'connect a block to it or remove it' : 'connect another block to it or remove it',
  repairs: [removeBlock(id)],
});

function tooMany(id: string, most: number, wires: readonly GraphEdge[]): { todo: string; repairs: GraphRepair[] } {
  if (most === 0) return { todo: 'remove what leads into it', repairs: wires.slice(0, 1).map(removeWire) };
  const merging: GraphRepair[] = blocks
    .filter((block) => block.inputs.most === Infinity)
    .map(({ type, title }) => ({ label: `Insert ${title}`, kind: 'insert-before', node: id, block: type, params: {} }));
  return { todo: 'merge them first', repairs: merging };
}
