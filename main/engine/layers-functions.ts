import type * as tfjs from '@tensorflow/tfjs';
import type { HeadSettings } from '#app/graph/head.ts';
import { clipGradients } from './clip-gradients.ts';
import type { StepSettings, Tf, TrainableModel } from './engine.ts';
import type { Head } from './heads/head.ts';
import { headFor, headOf, settingsOf } from './heads/index.ts';
import { perStepLoss, stepsOf } from './heads/per-step.ts';
import { optimizerFor } from './optimizers/index.ts';
import type { NamedVariable, Optimizer } from './optimizers/optimizer.ts';
import { isSeeded } from './seeded-dropout.ts';

/** What changes from step to step, as tensors: nothing of it is fixed when a step is compiled. */
export interface StepTensors {
  /** [size, …]: tokens int32, all else float32. */
  inputs: tfjs.Tensor;
  /** [size] int32; [size, steps] where each step has a class of its own; [size, numbers] float32. */
  answers: tfjs.Tensor;
  /** [size] float32; null: 1 each. */
  weights: tfjs.Tensor1D | null;
  /** [] float32: what rate() answered. */
  rate: tfjs.Scalar;
  /** [] int32, from 1. */
  step: tfjs.Scalar;
}

/** A training step as functions of tensors, for an engine to run at once or to compile. */
export interface LayersFunctions {
  weights: readonly NamedVariable[];
  trainable: readonly NamedVariable[];
  slots: readonly NamedVariable[];
  /** Layers that learn, by name, from the input on. */
  learning: readonly string[];
  rate(learningRate: number, step: number): number;
  /**
   * Forward, backward, update: assigns weights and slots. Answers [loss, figure] before the update, [2]; with `gradients`
   * also the size of each learning layer's gradients, [layers].
   */
  train(input: StepTensors, wants?: { gradients?: boolean }): [figures: tfjs.Tensor1D, gradients?: tfjs.Tensor1D];
  /** Forward only: what the model answers, and what it is judged by where that is something else, [size, …] each. */
  evaluate(inputs: tfjs.Tensor): [outputs: tfjs.Tensor, judged?: tfjs.Tensor];
  dispose(): void;
}

/** Parts that an engine may have in fewer operations; each computes the same. */
export interface StepParts {
  optimizer(tf: Tf, weights: readonly NamedVariable[], settings: StepSettings): Optimizer;
  /** Of the model's head. */
  loss(head: HeadSettings): Head['loss'];
}

const plainParts: StepParts = { optimizer: optimizerFor, loss: (head) => headFor(head).loss };

/**
 * The functions of one model under one optimizer. The model stays the caller's; dispose frees the optimizer's slots.
 * `chains`: parts of a batch that go forward and back without waiting for each other, joined at the loss and at
 * the gradients.
 */
export function layersFunctions(tf: Tf, model: TrainableModel, settings: StepSettings, parts = plainParts, chains = 1): LayersFunctions {
  const { layers, logits } = model;
  const head = headOf(model);
  const lossOfOne = parts.loss(settingsOf(model));
  const loss = stepsOf(model) === null ? lossOfOne : perStepLoss(lossOfOne);
  const trainable = layers.trainableWeights.map(named);
  const variables = trainable.map((weight) => weight.variable);
  const seeded = logits.layers.filter(isSeeded);
  const learning = layers.layers.filter((layer) => layer.trainableWeights.length > 0);
  const optimizer = parts.optimizer(tf, trainable, settings);

  return {
    weights: layers.weights.map(named),
    trainable,
    slots: optimizer.slots,
    learning: learning.map((layer) => layer.name),
    rate: optimizer.rate,

    train: ({ inputs, answers, weights, rate, step }, { gradients = false } = {}) =>
      tf.tidy(() => {
        for (const layer of seeded) layer.setStep(step);
        let output: tfjs.Tensor | undefined;
        try {
          const { value, grads } = tf.variableGrads(() => {
            output = tf.keep(forwardInChains(tf, logits, inputs, chains, true)); // kept beyond the gradients, for the figure
            return loss(tf, output, answers, weights);
          }, variables);
          optimizer.apply(settings.clipping ? clipGradients(tf, grads, settings.clipping) : grads, rate);
          const figures = tf.stack(output === undefined ? [value] : [value, head.figure(tf, output, answers)]) as tfjs.Tensor1D; // scalars stacked
          return gradients ? [figures, gradientSizes(tf, learning, grads)] : [figures];
        } catch (error) {
          releaseTape(tf);
          throw error;
        } finally {
          output?.dispose();
        }
      }),

    evaluate: (inputs) =>
      tf.tidy(() => {
        return head.outputs(tf, forwardInChains(tf, logits, inputs, chains, false));
      }),

    dispose: () => optimizer.dispose(),
  };
}

/** A layer's weight under the name it was made with: its tf.Variable may carry a number behind it, if another model was there before. */
function named(weight: tfjs.layers.Layer['weights'][number]): NamedVariable {
  // read() hands out the variable itself, typed as the tensor it is too; tfjs' own fit takes it for one in the same way.
  return { name: weight.originalName, variable: weight.read() as tfjs.Variable };
}

/** √(Σ g² / n) of each layer, [layers]. */
function gradientSizes(tf: Tf, layers: readonly tfjs.layers.Layer[], gradients: tfjs.NamedTensorMap): tfjs.Tensor1D {
  const sizes = layers.map((layer) => {
    const own = layer.trainableWeights.flatMap((weight) => gradients[named(weight).variable.name] ?? []);
    const squares = tf.addN(own.map((gradient) => gradient.square().sum()));
    return squares.div(own.reduce((numbers, gradient) => numbers + gradient.size, 0)).sqrt();
  });
  return tf.stack(sizes) as tfjs.Tensor1D; // scalars stacked
}

/** A pass in which each chain computes its share of the items. */
function forwardInChains(tf: Tf, model: tfjs.LayersModel, input: tfjs.Tensor, chains: number, training: boolean): tfjs.Tensor {
  const [size = 0] = input.shape;
  const cuts = Math.min(chains, size);
  if (cuts <= 1) return forward(model, input, training);
  const sizes = Array.from({ length: cuts }, (_, part) => Math.floor((size * (part + 1)) / cuts) - Math.floor((size * part) / cuts));
  return tf.concat(
    tf.split(input, sizes).map((part) => forward(model, part, training)),
    0,
  );
}

function forward(model: tfjs.LayersModel, input: tfjs.Tensor, training: boolean): tfjs.Tensor {
  // A model with one output answers one tensor: its logits, [size, (steps,) classes].
  return model.apply(input, { training }) as tfjs.Tensor;
}

/** Frees what the forward pass kept for gradients that will not come; tfjs frees it only when they came. */
function releaseTape(tf: Tf): void {
  const { state } = tf.engine();
  for (const node of state.activeTape ?? []) {
    for (const tensor of node.saved ?? []) tensor.dispose();
  }
  state.activeTape = [];
}
