import type * as tfjs from '@tensorflow/tfjs';
import { accuracy, crossEntropy, judge } from './cross-entropy.ts';
import type { Batch, StepSettings, Tf, TrainableModel, TrainingStep } from './engine.ts';
import { readVariables, requireFit, writeVariables } from './named-arrays.ts';
import { optimizerFor } from './optimizers/index.ts';
import type { NamedVariable } from './optimizers/optimizer.ts';
import { isSeeded } from './seeded-dropout.ts';

/**
 * A training step that runs operation by operation on whatever backend computes for `tf`. The model stays the caller's;
 * dispose frees the optimizer's slots.
 */
export function createLayersStep(tf: Tf, model: TrainableModel, settings: StepSettings): TrainingStep {
  const { layers, logits } = model;
  const weights = layers.weights.map(named);
  const trainable = layers.trainableWeights.map(named);
  const variables = trainable.map((weight) => weight.variable);
  const seeded = logits.layers.filter(isSeeded);
  const optimizer = optimizerFor(tf, trainable, settings);

  return {
    async train(batch, step, learningRate) {
      for (const layer of seeded) layer.setStep(step);
      const figures = tf.tidy(() => {
        const labels = tf.tensor1d(batch.labels, 'int32');
        const itemWeights = batch.weights === undefined ? null : tf.tensor1d(batch.weights);
        let output: tfjs.Tensor2D | undefined;
        try {
          const { value, grads } = tf.variableGrads(() => {
            output = tf.keep(forward(logits, pixels(tf, batch), true)); // kept beyond the gradients, for the accuracy
            return crossEntropy(tf, output, labels, itemWeights);
          }, variables);
          optimizer.apply(grads, step, learningRate);
          return tf.stack(output === undefined ? [value] : [value, accuracy(tf, output, labels)]);
        } catch (error) {
          releaseTape(tf);
          throw error;
        } finally {
          output?.dispose();
        }
      });
      const [loss = Number.NaN, hit = Number.NaN] = await readAndDispose(figures);
      return { loss, accuracy: hit };
    },

    async evaluate(batch) {
      const [probabilities, logProbabilities] = tf.tidy(() => {
        const output = forward(logits, pixels(tf, batch), false);
        return [tf.softmax(output), tf.logSoftmax(output)] as const;
      });
      const [values, logs] = await Promise.all([readAndDispose(probabilities), readAndDispose(logProbabilities)]);
      return { ...judge(logs, batch), probabilities: new Float32Array(values) };
    },

    state: async () => ({ weights: await readVariables(weights), slots: await readVariables(optimizer.slots) }),

    async restore(state) {
      requireFit(weights, state.weights, 'weight');
      requireFit(optimizer.slots, state.slots, 'slot');
      writeVariables(tf, weights, state.weights);
      writeVariables(tf, optimizer.slots, state.slots);
    },

    dispose: () => optimizer.dispose(),
  };
}

/** A layer's weight under the name it was made with: its tf.Variable may carry a number behind it, if another model was there before. */
function named(weight: tfjs.layers.Layer['weights'][number]): NamedVariable {
  // read() hands out the variable itself, typed as the tensor it is too; tfjs' own fit takes it for one in the same way.
  return { name: weight.originalName, variable: weight.read() as tfjs.Variable };
}

function forward(model: tfjs.LayersModel, input: tfjs.Tensor, training: boolean): tfjs.Tensor2D {
  // A model with one output answers one tensor, and its logits are [size, classes].
  return model.apply(input, { training }) as tfjs.Tensor2D;
}

/** The batch's pixels as 32-bit floats, 0 to 255: a copy, since a backend may keep what it is given. */
function pixels(tf: Tf, batch: Batch): tfjs.Tensor4D {
  return tf.tensor4d(new Float32Array(batch.pixels), batch.shape);
}

/** Frees what the forward pass kept for gradients that will not come; tfjs frees it only when they came. */
function releaseTape(tf: Tf): void {
  const { state } = tf.engine();
  for (const node of state.activeTape ?? []) {
    for (const tensor of node.saved ?? []) tensor.dispose();
  }
  state.activeTape = [];
}

async function readAndDispose(tensor: tfjs.Tensor): Promise<Float32Array | Int32Array | Uint8Array> {
  const values = await tensor.data();
  tensor.dispose();
  return values;
}
