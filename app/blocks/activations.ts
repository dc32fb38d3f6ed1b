import type * as tfjs from '@tensorflow/tfjs';
import { applied, appliedTo } from './applied.ts';
import type { BuildContext } from './block.ts';
import { choice } from './parameter.ts';

export type ActivationName = 'linear' | 'relu' | 'leaky_relu' | 'elu' | 'tanh' | 'sigmoid' | 'softmax';

/** Slope of leaky relu below zero, the layer's standard value in Keras and TF.js. */
export const leakySlope = 0.3;

/** Names that TF.js knows as the `activation` of a layer. */
type Identifier = 'linear' | 'relu' | 'elu' | 'tanh' | 'sigmoid' | 'softmax';

/** One function that bends a layer's numbers. */
export interface Activation {
  label: string;
  /** Its formula, and what it is good for, in a sentence. */
  formula: string;
  help: string;
  /** Name for the layer's own `activation`; null where it takes a layer of its own. */
  identifier: Identifier | null;
  /** Class names as layers of their own. */
  keras: string;
  pytorch: string;
}

/** Every activation, once: Conv2D, Dense and Activation offer these. */
export const activations: Readonly<Record<ActivationName, Activation>> = {
  linear: {
    label: 'none (linear)',
    formula: 'x',
    help: 'Passes the numbers on as they are.',
    identifier: 'linear',
    keras: 'Identity',
    pytorch: 'nn.Identity',
  },
  relu: {
    label: 'relu',
    formula: 'max(0, x)',
    help: 'Keeps what is above zero and cuts the rest to zero; fast, and the usual choice.',
    identifier: 'relu',
    keras: 'ReLU',
    pytorch: 'nn.ReLU',
  },
  leaky_relu: {
    label: 'leaky relu',
    formula: `x if x > 0, else ${leakySlope}·x`,
    help: 'Like relu, but lets a little through below zero, so that no unit dies.',
    identifier: null,
    keras: 'LeakyReLU',
    pytorch: 'nn.LeakyReLU',
  },
  elu: {
    label: 'elu',
    formula: 'x if x > 0, else eˣ − 1',
    help: 'Like relu with a smooth bend that ends at −1.',
    identifier: 'elu',
    keras: 'ELU',
    pytorch: 'nn.ELU',
  },
  tanh: {
    label: 'tanh',
    formula: '(eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)',
    help: 'Squeezes every number into −1 to 1.',
    identifier: 'tanh',
    keras: 'Activation',
    pytorch: 'nn.Tanh',
  },
  sigmoid: {
    label: 'sigmoid',
    formula: '1/(1 + e⁻ˣ)',
    help: 'Squeezes every number into 0 to 1.',
    identifier: 'sigmoid',
    keras: 'Activation',
    pytorch: 'nn.Sigmoid',
  },
  softmax: {
    label: 'softmax',
    formula: 'eˣⁱ / Σ eˣʲ',
    help: 'Turns the numbers into shares that add up to 1.',
    identifier: 'softmax',
    keras: 'Softmax',
    pytorch: 'nn.Softmax',
  },
};

/** The activation parameter; its choices are the table above. */
export const activation = (initial: ActivationName) =>
  choice<ActivationName>(
    initial,
    // The same keys as the table, each with its label.
    Object.fromEntries(Object.entries(activations).map(([name, { label }]) => [name, label])) as Record<ActivationName, string>,
    {
      label: 'Activation',
      help: 'The function each number goes through at the end of the block; without one, two layers in a row are no more than one.',
    },
  );

/** Activations that a layer can take inside itself. */
export type PlainActivationName = Exclude<ActivationName, 'leaky_relu'>;

/** An activation parameter of a layer that needs it inside itself: those that have a name in TF.js. */
export const plainActivation = (initial: PlainActivationName, words: { label: string; help: string }) =>
  choice<PlainActivationName>(
    initial,
    // The keys that are left are those with an identifier, and leaky_relu alone has none.
    Object.fromEntries(
      Object.entries(activations).flatMap(([name, { label, identifier }]) => (identifier === null ? [] : [[name, label]])),
    ) as Record<PlainActivationName, string>,
    words,
  );

/** What to give a layer as its own `activation`; the rest is done by `withActivation`. */
export const activationIdentifier = (name: ActivationName): Identifier => activations[name].identifier ?? 'linear';

/** An activation as a layer of its own. */
export function activationLayer(tf: typeof tfjs, activation: ActivationName, name: string): tfjs.layers.Layer {
  const { identifier } = activations[activation];
  return identifier === null ? tf.layers.leakyReLU({ alpha: leakySlope, name }) : tf.layers.activation({ activation: identifier, name });
}

/** Applies a layer that holds weights, then its activation where that is no plain name of TF.js. */
export function withActivation(
  tf: typeof tfjs,
  activation: ActivationName,
  layer: tfjs.layers.Layer,
  inputs: readonly tfjs.SymbolicTensor[],
  context: BuildContext,
): tfjs.SymbolicTensor {
  const output = appliedTo(inputs, layer);
  return activations[activation].identifier === null
    ? applied(activationLayer(tf, activation, context.nameOf(activation)), output)
    : output;
}
