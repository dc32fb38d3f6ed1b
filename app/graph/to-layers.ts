import type * as tfjs from '@tensorflow/tfjs';
import type { BlockContext } from '../blocks/block.ts';
import { appError } from '../errors.ts';
import { hash32 } from '../runs/random.ts';
import { activationIsMoved } from './advice.ts';
import { analyseWired } from './analyse.ts';
import type { Graph, GraphEdge } from './graph.ts';
import { type HeadSettings, headOf, type NumberSettings } from './head.ts';
import { wire, wiresInto } from './wiring.ts';

/** A graph compiled; both models share every weight. */
export interface CompiledGraph {
  /**
   * Items as the Input block takes them (pixels [batch, height, width, channels], 0 to 255) → probabilities [batch, (steps,) classes],
   * or numbers [batch, numbers · quantiles].
   */
  layers: tfjs.LayersModel;
  /** The same input → logits [batch, (steps,) classes], before the Output's own activation. */
  logits: tfjs.LayersModel;
  /** What is made of the logits, as the data's answers ask for it. */
  head: HeadSettings;
}

/**
 * Compiles a graph to standard TF.js layers. A layer is named like its node; its weights are drawn from (seed, place in the
 * order of computation), so the same seed gives the same weights on every engine. `numbers`: what is to be known of answers that are
 * numbers. Throws `graph-invalid`.
 */
export function toLayers(tf: typeof tfjs, graph: Graph, context: BlockContext, seed: number, numbers: NumberSettings = {}): CompiledGraph {
  const wiring = wire(graph);
  const analysis = analyseWired(wiring, context);
  const [problem] = analysis.problems;
  if (!analysis.ok && problem !== undefined)
    throw appError('graph-invalid', {
      problem: problem.message,
      remedy: problem.repairs[0]?.label ?? 'Open it in Build: the problem stands on its block.',
    });

  const nameOf = uniqueNames(wiring.nodes.keys());
  const tensors = new Map<string, tfjs.SymbolicTensor>();
  const hasMasks = [...analysis.nodes.values()].some(({ masked }) => masked);
  /** The tokens that each block's input was made of. */
  const tokens = new Map<string, tfjs.SymbolicTensor>();
  const ends = new Map<string, { logits: tfjs.SymbolicTensor; answers: tfjs.SymbolicTensor }>();
  for (const [index, id] of analysis.order.entries()) {
    const node = analysis.nodes.get(id);
    if (node?.block == null || node.params === null) throw new Error(`${id} was checked and has no block`);
    const inputs = wiresInto(wiring, id).flatMap(({ from }) => tensors.get(from) ?? []);
    const own = tokensInto(wiresInto(wiring, id), node.masks, tokens);
    const params = activationIsMoved(wiring, node) ? { ...node.params, activation: 'linear' } : node.params;
    const tensor = node.block.build(tf, params, inputs, {
      ...node.context,
      name: id,
      nameOf: (part) => nameOf(`${id}_${part}`),
      seed: hash32(seed, index),
      masks: node.masks,
      tokens: node.masks.some((masked) => masked) ? (own ?? null) : null,
      hasMasks,
    });
    tensors.set(id, tensor);
    const behind = node.carries === 'tokens' ? tensor : own;
    if (behind !== undefined) tokens.set(id, behind);
    const [logits] = inputs;
    if (!node.block.hasOutput && logits !== undefined) ends.set(String(params.head), { logits, answers: tensor });
  }
  const heads = context.heads?.map(({ name }) => ends.get(name)) ?? [...ends.values()];
  const of = (which: 'logits' | 'answers') => heads.flatMap((end) => end?.[which] ?? []);
  const [logits, answers] = [sideBySide(tf, of('logits'), nameOf('logits')), sideBySide(tf, of('answers'), nameOf('answers'))];
  // The first layer behind the data knows it: its input is the model's.
  const data = dataBehind(logits);
  return {
    layers: tf.model({ inputs: data, outputs: answers, name: 'model' }),
    logits: tf.model({ inputs: data, outputs: logits, name: 'logits' }),
    head: headOf(context, numbers),
  };
}

/** What the heads say as one tensor, [batch, outputs of all heads]. */
function sideBySide(tf: typeof tfjs, heads: readonly tfjs.SymbolicTensor[], name: string): tfjs.SymbolicTensor {
  const [first, ...others] = heads;
  if (first === undefined) throw new Error('a checked graph has an Output');
  // The layer answers one tensor where it is applied to several.
  return others.length === 0 ? first : (tf.layers.concatenate({ axis: -1, name }).apply([...heads]) as tfjs.SymbolicTensor);
}

/** The tokens that a block's input was made of: where masks come in, those that the first of them is about. */
function tokensInto(wires: readonly GraphEdge[], masks: readonly boolean[], known: ReadonlyMap<string, tfjs.SymbolicTensor>) {
  const counting = wires.filter((_, place) => masks[place]);
  return (counting.length > 0 ? counting : wires).flatMap(({ from }) => known.get(from) ?? [])[0];
}

/** Walks back to the tensor that no layer computes. */
function dataBehind(tensor: tfjs.SymbolicTensor): tfjs.SymbolicTensor {
  let at = tensor;
  for (let [before] = at.inputs; before !== undefined; [before] = at.inputs) at = before;
  return at;
}

/** Gives each wanted name, or the next one with a number that nothing has. */
function uniqueNames(taken: Iterable<string>): (wanted: string) => string {
  const used = new Set(taken);
  return (wanted) => {
    let name = wanted;
    for (let number = 2; used.has(name); number += 1) name = `${wanted}_${number}`;
    used.add(name);
    return name;
  };
}
