import type * as tfjs from '@tensorflow/tfjs';
import { appliedTo } from './applied.ts';
import type { BuildContext } from './block.ts';

/** Taken from the score of a step that does not count, so that its share is 0; as Keras has it. */
const penalty = 1e9;

/**
 * Scores of steps, [batch, rows, timesteps], with padding put out of the running: min(token, 1) is 1 where a step counts. Standard
 * layers, because none of TF.js hands a mask on to attention. The scores as they are where no padding is known.
 */
export function withoutPadding(
  tf: typeof tfjs,
  scores: tfjs.SymbolicTensor,
  { tokens, nameOf }: Pick<BuildContext, 'tokens' | 'nameOf'>,
): tfjs.SymbolicTensor {
  if (tokens === null) return scores;
  const [, steps] = tokens.shape;
  const layers = [
    tf.layers.rescaling({ scale: 1, name: nameOf('numbers') }),
    tf.layers.reLU({ maxValue: 1, name: nameOf('counted') }),
    tf.layers.rescaling({ scale: penalty, offset: -penalty, name: nameOf('penalty') }),
    tf.layers.reshape({ targetShape: [1, steps ?? 0], name: nameOf('penalties') }),
  ];
  const penalties = layers.reduce((tensor, layer) => appliedTo([tensor], layer), tokens); // [batch, 1, timesteps]
  return tf.layers.add({ name: nameOf('running') }).apply([scores, penalties]) as tfjs.SymbolicTensor; // of symbolic tensors
}
