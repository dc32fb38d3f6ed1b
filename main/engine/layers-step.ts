import type * as tfjs from '@tensorflow/tfjs';
import type { GradientSize } from '#app/contract/runs.ts';
import { judge } from './cross-entropy.ts';
import type { Batch, StepSettings, Tf, TrainableModel, TrainingStep } from './engine.ts';
import { layersFunctions } from './layers-functions.ts';
import { readVariables, requireFit, writeVariables } from './named-arrays.ts';
import { labelShape } from './per-step.ts';

/**
 * A training step that runs operation by operation on whatever backend computes for `tf`. The model stays the caller's;
 * dispose frees the optimizer's slots.
 */
export function createLayersStep(tf: Tf, model: TrainableModel, settings: StepSettings): TrainingStep {
  const functions = layersFunctions(tf, model, settings);
  const { weights, slots } = functions;

  return {
    async train(batch, step, learningRate, wants) {
      const [figures, gradients] = tf.tidy(() =>
        functions.train(
          {
            inputs: inputs(tf, batch),
            labels: tf.tensor(batch.labels, labelShape(model, batch.shape[0]), 'int32'),
            weights: batch.weights === undefined ? null : tf.tensor1d(batch.weights),
            rate: tf.scalar(functions.rate(learningRate, step)),
            step: tf.scalar(step, 'int32'),
          },
          wants,
        ),
      );
      const [loss = Number.NaN, hit = Number.NaN] = await readAndDispose(figures);
      if (gradients === undefined) return { loss, accuracy: hit };
      return { loss, accuracy: hit, gradients: byLayer(functions.learning, await readAndDispose(gradients)) };
    },

    async evaluate(batch) {
      const [probabilities, logarithms] = tf.tidy(() => functions.evaluate(inputs(tf, batch)));
      const [values, logs] = await Promise.all([readAndDispose(probabilities), readAndDispose(logarithms)]);
      return { ...judge(logs, batch), probabilities: new Float32Array(values) };
    },

    state: async () => ({ weights: await readVariables(weights), slots: await readVariables(slots) }),

    async restore(state) {
      requireFit(weights, state.weights, 'weight');
      requireFit(slots, state.slots, 'slot');
      writeVariables(tf, weights, state.weights);
      writeVariables(tf, slots, state.slots);
    },

    dispose: () => functions.dispose(),
  };
}

/** Sizes of gradients with the names of their layers. */
export const byLayer = (layers: readonly string[], sizes: ArrayLike<number>): GradientSize[] =>
  layers.map((layer, place) => {
    const size = sizes[place];
    return { layer, size: size !== undefined && Number.isFinite(size) ? size : null };
  });

/** The batch's inputs, pixels as 32-bit floats: a copy, since a backend may keep what it is given. */
function inputs(tf: Tf, { inputs, shape }: Batch): tfjs.Tensor {
  return inputs instanceof Int32Array ? tf.tensor(inputs.slice(), [...shape], 'int32') : tf.tensor(new Float32Array(inputs), [...shape]);
}

async function readAndDispose(tensor: tfjs.Tensor): Promise<Float32Array | Int32Array | Uint8Array> {
  const values = await tensor.data();
  tensor.dispose();
  return values;
}
