import { metricsOf } from '#app/runs/measure.ts';
import type { Head } from './head.ts';
import { knownAnswers, meanOverCounted } from './known-answers.ts';
import { sigmoidCrossEntropy, sigmoidCrossEntropyOf } from './sigmoid-cross-entropy.ts';

/**
 * Several labels at once, each with a sigmoid of its own: logits and answers [size, labels], answers 0 or 1, NaN where nobody
 * knows. The loss is Keras' BinaryCrossentropy from logits, a mean over labels; accuracy is the share of labels that are right.
 */
export const labels: Head = {
  measure: 'accuracy',
  type: 'float32',
  loss(tf, logits, answers, weights) {
    const { known, counts } = knownAnswers(tf, answers);
    return meanOverCounted(tf, sigmoidCrossEntropy(tf, logits, known), counts, weights);
  },
  figure(tf, logits, answers) {
    const { known, counts } = knownAnswers(tf, answers);
    return meanOverCounted(tf, logits.greater(0).equal(known.greater(0.5)).cast('float32'), counts, null);
  },
  outputs: (tf, logits) => [tf.sigmoid(logits), logits.clone()],
  judge(logits, { answers, weights, shape: [size] }) {
    const width = answers.length / size;
    let [loss, right, count] = [0, 0, 0];
    for (const [place, answer] of answers.entries()) {
      if (Number.isNaN(answer)) continue;
      const logit = logits[place] ?? Number.NaN;
      loss += sigmoidCrossEntropyOf(logit, answer) * (weights?.[Math.floor(place / width)] ?? 1);
      if (logit > 0 === answer > 0.5) right += 1;
      count += 1;
    }
    return metricsOf('accuracy', loss / Math.max(1, count), right / Math.max(1, count));
  },
};
