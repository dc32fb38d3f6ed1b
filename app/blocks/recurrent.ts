import type * as tfjs from '@tensorflow/tfjs';
import { hash32 } from '../runs/random.ts';
import { activationIdentifier, type PlainActivationName, plainActivation } from './activations.ts';
import { applied, appliedTo } from './applied.ts';
import type { Block, BlockContext, BuildContext, Shape, ShapeResult, Working } from './block.ts';
import { decimal, integer, toggle } from './parameter.ts';
import { fits, lastAxis, memoryWorking, needsSteps, only, operationsWorking, parametersWorking } from './rules.ts';

/** Parameters that all recurrent layers have, each with its words. */
export const recurrentParameters = {
  units: integer(32, {
    label: 'Units',
    help: 'How many numbers the state has: what the block can remember from step to step.',
    min: 1,
    max: 4096,
  }),
  returnSequences: toggle(false, {
    label: 'Return sequences',
    help: 'On: the state after every step comes out, for a recurrent block behind it or an answer a step. Off: only the last one.',
  }),
  activation: plainActivation('tanh', {
    label: 'Activation',
    help: 'The function that makes the new state; tanh keeps it within −1 to 1.',
  }),
  useBias: toggle(true, { label: 'Bias', help: 'Adds learned numbers to each unit.' }),
  goBackwards: toggle(false, { label: 'Backwards', help: 'Reads from the last step to the first.' }),
  dropout: decimal(0, {
    label: 'Dropout',
    help: 'Share of the incoming numbers that is dropped in training, the same ones in all steps of a text.',
    min: 0,
    max: 0.95,
    step: 0.05,
  }),
  recurrentDropout: decimal(0, {
    label: 'Recurrent dropout',
    help: 'Share of the state that is dropped in training on its way to the next step, the same units in all steps of a text.',
    min: 0,
    max: 0.95,
    step: 0.05,
  }),
};

/** The parameter of the gates, which have a function of their own. */
export const recurrentActivation = plainActivation('sigmoid', {
  label: 'Gate activation',
  help: 'The function of the gates; sigmoid makes them open from 0 to 1.',
});

/** Where a GRU resets; the one parameter that no other layer has. */
export const resetAfter = toggle(true, {
  label: 'Reset after the product',
  help: 'As Keras and PyTorch have it, with a second row of biases. Off: before the product, as in the first paper; TF.js in a web page knows only that.',
});

/** What every recurrent layer is configured with. */
export interface RecurrentParams {
  units: number;
  returnSequences: boolean;
  activation: PlainActivationName;
  useBias: boolean;
  goBackwards: boolean;
  dropout: number;
  recurrentDropout: number;
}

/** How many products with weights of their own a layer has (gates and candidate), and rows of biases for each. */
export interface Gates {
  gates: number;
  biases: number;
}

/** "32 sequence", "32", with what is not as usual. */
export function describeRecurrent(p: RecurrentParams): string {
  const drops = p.dropout > 0 || p.recurrentDropout > 0 ? ` dropout ${p.dropout}/${p.recurrentDropout}` : '';
  return `${p.units}${p.returnSequences ? ' sequence' : ''}${p.goBackwards ? ' backwards' : ''}${drops}`;
}

/** [timesteps, features] → [timesteps, units] or [units]. */
export function recurrentShape(
  type: string,
  p: Pick<RecurrentParams, 'returnSequences'>,
  units: number,
  inputs: readonly Shape[],
  context: BlockContext,
): ShapeResult {
  return needsSteps(type, inputs, context) ?? fits(p.returnSequences ? [only(inputs)[0] ?? 0, units] : [units]);
}

/** gates·(m² + n·m + biases·m) for n features and m units. */
export function recurrentCount({ units }: { units: number }, { gates, biases }: Gates, inputs: readonly Shape[]): number {
  return gates * (units * units + lastAxis(only(inputs)) * units + biases * units);
}

/** Multiply-adds of all steps: n·m + m² a gate and step. */
export function recurrentOperations({ units }: { units: number }, { gates }: Gates, inputs: readonly Shape[]): number {
  const [steps = 0, features = 0] = only(inputs);
  return steps * gates * (features * units + units * units);
}

/** What training keeps of all steps: each gate, and as much of states and sums. */
export function recurrentInside({ units }: { units: number }, { gates }: Gates, inputs: readonly Shape[]): number {
  const [steps = 0] = only(inputs);
  return steps * 2 * gates * units;
}

/** The formula of `recurrentCount` in real values, without the factor of the gates. */
export function countFormula(units: number, features: number, biases: number): string {
  const bias = biases === 0 ? '' : biases === 1 ? `+${units}` : `+${biases}·${units}`;
  return `${units}·${units}+${features}·${units}${bias}`;
}

/** Parameters, steps and memory with the arithmetic behind them. */
export function recurrentWorkings(p: RecurrentParams, gates: Gates, inputs: readonly Shape[]): Working[] {
  const [steps = 0, features = 0] = only(inputs);
  const formula = countFormula(p.units, features, gates.biases);
  return [
    parametersWorking(gates.gates === 1 ? formula : `${gates.gates}·(${formula})`, recurrentCount(p, gates, inputs)),
    {
      label: 'A step',
      formula: '',
      value: `(1,${features})·(${features},${p.units}) and (1,${p.units})·(${p.units},${p.units}), ${gates.gates === 1 ? 'once' : `${gates.gates} times`}`,
    },
    operationsWorking(`${steps}·${gates.gates}·(${features}·${p.units}+${p.units}·${p.units})`, recurrentOperations(p, gates, inputs)),
    memoryWorking(p.returnSequences ? [steps, p.units] : [p.units]),
  ];
}

/** What a recurrent block says of itself by its gates alone. */
export const recurrentBlock = <P extends RecurrentParams>(type: string, gatesOf: (p: P) => Gates) =>
  ({
    type,
    group: 'recurrent',
    inputs: { least: 1, most: 1 },
    hasOutput: true,
    seesLater: (p) => p.goBackwards,
    mask: (p) => (p.returnSequences ? 'passes' : 'ends'),
    bendsInside: true,
    describe: describeRecurrent,
    shape: (p, inputs, context) => recurrentShape(type, p, p.units, inputs, context),
    parameters: (p, inputs) => ({ trainable: recurrentCount(p, gatesOf(p), inputs), frozen: 0 }),
    operations: (p, inputs) => recurrentOperations(p, gatesOf(p), inputs),
    inside: (p, inputs) => recurrentInside(p, gatesOf(p), inputs),
    workings: (p, inputs) => recurrentWorkings(p, gatesOf(p), inputs),
  }) satisfies Partial<Block<P>>;

/** What the layers of TF.js are given, and what ours take beside: `seed`, of dropout. */
export function recurrentArguments(tf: typeof tfjs, p: RecurrentParams, { name, seed }: Pick<BuildContext, 'name' | 'seed'>) {
  return {
    units: p.units,
    activation: activationIdentifier(p.activation),
    useBias: p.useBias,
    returnSequences: p.returnSequences,
    goBackwards: p.goBackwards,
    dropout: p.dropout,
    recurrentDropout: p.recurrentDropout,
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
    recurrentInitializer: tf.initializers.orthogonal({ seed: hash32(seed, 1) }),
    seed,
    name,
  };
}

/** A number that no step is made of. */
const never = -3.4e38;

/**
 * Applies a recurrent layer. TF.js hands a layer without a mask the last one that any layer had: where a model has masks and
 * none comes in here, one that counts all steps is put before it.
 */
export function appliedToSteps(
  tf: typeof tfjs,
  inputs: readonly tfjs.SymbolicTensor[],
  layer: tfjs.layers.Layer,
  context: BuildContext,
): tfjs.SymbolicTensor {
  if (!context.hasMasks || context.masks[0] === true) return appliedTo(inputs, layer);
  const all = tf.layers.masking({ maskValue: never, name: context.nameOf('all_steps') });
  return applied(layer, appliedTo(inputs, all));
}
