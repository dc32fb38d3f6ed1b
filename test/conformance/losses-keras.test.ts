import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Tf } from '#main/engine/engine.ts';
import { headFor } from '#main/engine/heads/index.ts';
import { openPortable } from '#main/engine/portable/index.ts';
import { openTensorflow } from '#main/engine/tensorflow/index.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { tensorflowFolder } from '#test/helpers/engine.ts';
import { type HeadCase, headCases } from '#test/helpers/heads.ts';
import { askedOnce, askPython, peersOrSkip } from '#test/helpers/peers.ts';
import { difference } from '#test/helpers/portable.ts';

const results = z.array(z.object({ loss: z.number(), gradient: z.array(z.number()).nullable() }));

/** The cases with every answer known, which Keras wants. */
const cases: readonly HeadCase[] = headCases.map((each, place) => {
  const filler = drawn(place).floats(each.answers.length);
  const known = each.answers.map((answer, at) => (Number.isNaN(answer) ? Number((filler[at] ?? 0) > 0) : answer));
  return { ...each, answers: Float32Array.from(known) };
});

/** A case as the script takes it. */
function asked({ settings, size, logits, answers, weights }: HeadCase) {
  const rows = (values: ArrayLike<number>) => {
    const width = values.length / size;
    return Array.from({ length: size }, (_, row) => Array.from(values).slice(row * width, (row + 1) * width));
  };
  return {
    loss: settings.kind === 'numbers' ? settings.loss : settings.kind,
    shares: settings.kind === 'quantiles' ? settings.shares : null,
    answers: rows(logits),
    truth: rows(answers),
    weights: [...weights],
  };
}

peersOrSkip('losses of numbers, labels and quantiles beside Keras and scikit-learn', (python) => {
  const script = new URL('losses.py', import.meta.url).pathname;
  const theirs = askedOnce(results, () => askPython(python, script, cases.map(asked)));

  const compare = (tf: Tf) => {
    for (const [place, { name, settings, size, logits, answers, weights }] of cases.entries()) {
      const head = headFor(settings);
      const ours = tf.tidy(() => {
        const [x, y, w] = [
          tf.tensor(logits, [size, logits.length / size]),
          tf.tensor(answers, [size, answers.length / size]),
          tf.tensor1d(weights),
        ];
        const { value, grad } = tf.valueAndGrad((at) => head.loss(tf, at, y, w))(x);
        return { loss: value.dataSync()[0] ?? Number.NaN, gradient: grad.dataSync() };
      });
      expect(difference([ours.loss], [theirs()[place]?.loss ?? Number.NaN]), `${name}: loss`).toBeLessThan(1e-5);
      const gradient = theirs()[place]?.gradient ?? null;
      expect(gradient === null, name).toBe(settings.kind === 'quantiles');
      if (gradient !== null) expect(difference(ours.gradient, gradient), `${name}: gradient`).toBeLessThan(1e-5);
    }
  };

  it('are the same on the portable engine', async () => {
    const engine = await openPortable();
    compare(engine.tf);
    engine.dispose();
  });

  it.skipIf(tensorflowFolder === null)('are the same on TensorFlow', async () => {
    const engine = await openTensorflow({ folder: tensorflowFolder ?? '', threads: 2, allowGpu: false });
    compare(engine.tf);
    engine.dispose();
  });
});
