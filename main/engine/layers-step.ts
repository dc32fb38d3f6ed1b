import type * as tfjs from '@tensorflow/tfjs';
import type { GradientSize } from '#app/contract/runs.ts';
import { metricsOf } from '#app/runs/measure.ts';
import type { Batch, StepSettings, Tf, TrainableModel, TrainingStep } from './engine.ts';
import { answersShape, headOf } from './heads/index.ts';
import { layersFunctions } from './layers-functions.ts';
import { readVariables, requireFit, writeVariables } from './named-arrays.ts';

/**
 * A training step that runs operation by operation on whatever backend computes for `tf`. The model stays the caller's;
 * dispose frees the optimizer's slots.
 */
export function createLayersStep(tf: Tf, model: TrainableModel, settings: StepSettings): TrainingStep {
  const functions = layersFunctions(tf, model, settings);
  const { weights, slots } = functions;
  const { measure, type, judge } = headOf(model);

  return {
    async train(batch, step, learningRate, wants) {
      const [figures, gradients] = tf.tidy(() =>
        functions.train(
          {
            inputs: inputs(tf, batch),
            answers: tf.tensor(batch.answers, answersShape(model, batch.shape[0]), type),
            weights: batch.weights === undefined ? null : tf.tensor1d(batch.weights),
            rate: tf.scalar(functions.rate(learningRate, step)),
            step: tf.scalar(step, 'int32'),
          },
          wants,
        ),
      );
      const [loss = Number.NaN, figure = Number.NaN] = await readAndDispose(figures);
      const metrics = metricsOf(measure, loss, figure);
      if (gradients === undefined) return metrics;
      return { ...metrics, gradients: byLayer(functions.learning, await readAndDispose(gradients)) };
    },

    async evaluate(batch) {
      const [outputs, judged] = tf.tidy(() => functions.evaluate(inputs(tf, batch)));
      const [values, read] = await Promise.all([readAndDispose(outputs), judged && readAndDispose(judged)]);
      return { ...judge(read ?? values, batch), outputs: new Float32Array(values) };
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
