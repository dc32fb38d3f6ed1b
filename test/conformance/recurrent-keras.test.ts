import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Tf } from '#main/engine/engine.ts';
import { openPortable } from '#main/engine/portable/index.ts';
import { openTensorflow } from '#main/engine/tensorflow/index.ts';
import { tensorflowFolder } from '#test/helpers/engine.ts';
import { askPython, peersOrSkip } from '#test/helpers/peers.ts';
import { difference } from '#test/helpers/portable.ts';
import { cases, layerOf, nameOf, numbersOf, type RecurrentCase, resultOf, sizes } from '#test/helpers/recurrent.ts';

const results = z.array(z.object({ outputs: z.array(z.array(z.number())), gradients: z.array(z.array(z.number())) }));

/** What Keras says for every case. */
const kerasCase = (each: RecurrentCase) => ({
  className: each.kind,
  config: {
    units: sizes.units,
    activation: each.activation,
    use_bias: each.useBias,
    return_sequences: each.sequences,
    return_state: each.states,
    go_backwards: each.backwards,
    ...(each.kind === 'SimpleRNN' ? {} : { recurrent_activation: each.recurrentActivation }),
    ...(each.kind === 'GRU' ? { reset_after: each.resetAfter } : {}),
  },
  inputShape: [sizes.batch, sizes.steps, sizes.features],
  ...numbersOf(each),
});

peersOrSkip('recurrent layers beside Keras', (python) => {
  const script = new URL('recurrent.py', import.meta.url).pathname;
  let said: z.infer<typeof results> | null = null;
  const keras = () => {
    said ??= results.parse(askPython(python, script, cases.map(kerasCase)));
    return said;
  };

  const compare = (tf: Tf) => {
    for (const [place, each] of cases.entries()) {
      const ours = resultOf(tf, layerOf(tf, each), each);
      const theirs = keras()[place];
      expect(ours.outputs.length + ours.gradients.length, nameOf(each)).toBe(
        (theirs?.outputs.length ?? 0) + (theirs?.gradients.length ?? 0),
      );
      for (const [which, values] of (theirs?.outputs ?? []).entries()) {
        expect(difference(ours.outputs[which] ?? [], values), `${nameOf(each)}: output ${which}`).toBeLessThan(1e-5);
      }
      for (const [which, values] of (theirs?.gradients ?? []).entries()) {
        expect(difference(ours.gradients[which] ?? [], values), `${nameOf(each)}: gradient ${which}`).toBeLessThan(1e-5);
      }
    }
  };

  it('give its outputs and gradients with every option, on the portable engine', async () => {
    const engine = await openPortable();
    compare(engine.tf);
    engine.dispose();
  });

  it.skipIf(tensorflowFolder === null)('give its outputs and gradients with every option, on TensorFlow', async () => {
    const engine = await openTensorflow({ folder: tensorflowFolder ?? '', threads: 2, allowGpu: false });
    compare(engine.tf);
    engine.dispose();
  });
});
