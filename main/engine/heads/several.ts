import type * as tfjs from '@tensorflow/tfjs';
import { figureOf, type Measure, metricsOf } from '#app/runs/measure.ts';
import type { Batch, Tf } from '../engine.ts';
import type { Head } from './head.ts';
import { perStep } from './per-step.ts';

/** One of several heads: how many of the logits, and of the answers, are its own. */
export interface HeadPart {
  head: Head;
  logits: number;
  answers: number;
}

/**
 * Heads side by side: logits [size, logits of all], answers [size, answers of all] float32, a class as its place, NaN for what does not
 * count. The loss is the sum of theirs; the figure that of the first, or in `judge` of the first of which an answer counts.
 */
export function several(parts: readonly HeadPart[]): Head {
  const each = parts.map(({ head, ...widths }) => ({ ...widths, head: head.type === 'int32' ? ofPlaces(head) : head }));
  const [first] = each;
  if (first === undefined) throw new RangeError('several heads must be one at least');
  const cut = (tf: Tf, tensor: tfjs.Tensor, of: 'logits' | 'answers') =>
    tf.split(
      tensor,
      each.map((part) => part[of]),
      1,
    );
  return {
    measure: first.head.measure,
    type: 'float32',
    loss(tf, logits, answers, weights) {
      const [said, right] = [cut(tf, logits, 'logits'), cut(tf, answers, 'answers')];
      const losses = each.map(({ head }, place) => head.loss(tf, at(said, place), at(right, place), weights));
      return losses.slice(1).reduce<tfjs.Scalar>((sum, loss) => sum.add(loss), at(losses, 0));
    },
    figure: (tf, logits, answers) => first.head.figure(tf, at(cut(tf, logits, 'logits'), 0), at(cut(tf, answers, 'answers'), 0)),
    outputs(tf, logits) {
      const said = cut(tf, logits, 'logits').map((own, place) => at(each, place).head.outputs(tf, own));
      return [
        tf.concat(
          said.map(([outputs]) => outputs),
          1,
        ),
        tf.concat(
          said.map(([outputs, judged]) => judged ?? outputs),
          1,
        ),
      ];
    },
    judge(judged, batch) {
      let loss = 0;
      let told: { measure: Measure; figure: number } | null = null;
      const heads: number[] = [];
      for (const [place, own] of batchesOf(judged, batch, each).entries()) {
        const { head } = at(each, place);
        const metrics = head.judge(own.judged, own.batch);
        loss += metrics.loss;
        heads.push(figureOf(metrics));
        if (told === null && own.batch.answers.some((answer) => !Number.isNaN(answer)))
          told = { measure: head.measure, figure: figureOf(metrics) };
      }
      return { ...metricsOf(told?.measure ?? first.head.measure, loss, told?.figure ?? 0), heads };
    },
  };
}

/** What was read of all heads, and the answers, as each head alone would get them. */
function batchesOf(judged: ArrayLike<number>, batch: Batch, parts: readonly HeadPart[]): { judged: Float32Array; batch: Batch }[] {
  const [size] = batch.shape;
  const [width, answered] = [judged.length / size, batch.answers.length / size];
  let [output, answer] = [0, 0];
  return parts.map((part) => {
    const own = {
      judged: columns(judged, { size, width, from: output, own: part.logits }),
      batch: { ...batch, answers: columns(batch.answers, { size, width: answered, from: answer, own: part.answers }) },
    };
    output += part.logits;
    answer += part.answers;
    return own;
  });
}

/** Some columns of rows. */
export function columns(
  values: ArrayLike<number>,
  { size, width, from, own }: { size: number; width: number; from: number; own: number },
): Float32Array {
  const cut = new Float32Array(size * own);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < own; column += 1) cut[row * own + column] = values[row * width + from + column] ?? Number.NaN;
  return cut;
}

/** A head of classes whose answers are floats [size, 1], NaN where the class is not known. */
function ofPlaces(head: Head): Head {
  const steps = perStep(head);
  const oneStep = (logits: tfjs.Tensor) => logits.expandDims(1);
  const places = (tf: Tf, answers: tfjs.Tensor) => tf.where(tf.isNaN(answers), tf.fill(answers.shape, -1), answers).cast('int32');
  return {
    ...head,
    loss: (tf, logits, answers, weights) => steps.loss(tf, oneStep(logits), places(tf, answers), weights),
    figure: (tf, logits, answers) => steps.figure(tf, oneStep(logits), places(tf, answers)),
    judge: (judged, batch) =>
      head.judge(judged, { ...batch, answers: Int32Array.from(batch.answers, (answer) => (Number.isNaN(answer) ? -1 : answer)) }),
  };
}

/** The entry at a place that is there. */
function at<T>(all: readonly T[], place: number): T {
  const found = all[place];
  if (found === undefined) throw new RangeError(`there must be an entry ${place}`);
  return found;
}
