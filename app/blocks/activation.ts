import type { z } from 'zod';
import { activationLayer, activation as activationParameter, activations } from './activations.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, memoryWorking, noParameters, only } from './rules.ts';

const { params, fields } = parameters({ activation: activationParameter('relu') });
type ActivationParams = z.infer<typeof params>;

/** A function applied to each number (https://keras.io/api/layers/activations/). */
export const activation: Block<ActivationParams> = {
  type: 'Activation',
  title: 'Activation',
  group: 'activation',
  icon: 'spline',
  summary: 'Bends each number: relu, tanh, sigmoid and more.',
  help: `Applies a function to every number by itself (softmax: to every row). Without such a bend, layers in a row could do no more than a single one. ${Object.values(
    activations,
  )
    .map(({ label, formula }) => `${label}: ${formula}`)
    .join('; ')}.`,
  keywords: ['relu', 'leaky relu', 'elu', 'tanh', 'sigmoid', 'softmax', 'nonlinearity', 'function'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  mask: () => 'passes',
  describe: (p) => activations[p.activation].label,
  shape: (_params, inputs) => fits(only(inputs)),
  parameters: noParameters,
  operations: () => 0,
  workings: (p, inputs) => [{ label: 'Each number', formula: 'y', value: activations[p.activation].formula }, memoryWorking(only(inputs))],
  build: (tf, p, inputs, { name }) => appliedTo(inputs, activationLayer(tf, p.activation, name)),
  keras: 'Activation',
  pytorch: 'nn.ReLU',
};
