import { describe, expect, it, vi } from 'vitest';
import type { FittedText } from '#app/data/texts/fitted.ts';
import type { Batch } from '#main/engine/engine.ts';
import type { ModelShelf } from '#main/inference/loaded-model.ts';
import { weighTokensTask } from '#main/inference/weigh-tokens-task.ts';
import type { TrainedModel } from '#main/training/protocol.ts';
import { fitted } from '#test/helpers/texts.ts';

const words = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`).join(' ');
/** What of a model a task reads itself. */
const model = { classes: ['low', 'high'] } as unknown as TrainedModel;

/** Asks a network that takes "high" for as probable as its first number says; `heard` is told of each batch. */
function weigh(fit: FittedText, text: string, heard: (texts: number) => void = () => {}, signal = new AbortController().signal) {
  const evaluate = async ({ inputs, shape: [texts] }: Batch) => {
    heard(texts);
    const size = inputs.length / texts;
    return {
      outputs: Float32Array.from({ length: 2 * texts }, (_, at) => Math.abs(1 - (at % 2) - (inputs[(at >> 1) * size] ?? 0) / 64)),
    };
  };
  const shelf = { get: async () => ({ step: { evaluate }, fitted: fit }) } as unknown as ModelShelf;
  return weighTokensTask({ kind: 'weigh-tokens', model, text, class: 1 }, { shelf, signal, progress: () => {} });
}

describe('weighing tokens', () => {
  it('takes from the probability of the class what it is without each', async () => {
    const fit = fitted(['a b c'], { length: 3, vocabulary: { order: 'appearance' } });
    // c has code 4 and stands first; unknown has code 1.
    const { probability, tokens } = await weigh(fit, 'c a b');
    expect(probability).toBeCloseTo(4 / 64);
    expect(tokens.map(({ weight }) => weight)).toEqual([expect.closeTo(3 / 64), 0, 0]);
  });

  it('stops between two batches when nobody wants it any more', async () => {
    const gone = new AbortController();
    const heard = vi.fn(() => setImmediate(() => gone.abort()));
    await expect(weigh(fitted([words(300)], { length: 300 }), words(300), heard, gone.signal)).rejects.toThrow(/abort/);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('asks 64 texts at once, always as many, but fewer where each is large: a one-hot text of 300 words is 300,000 numbers', async () => {
    const [small, large] = [vi.fn(), vi.fn()];
    await weigh(fitted([words(300)], { length: 300 }), words(300), small);
    expect(small.mock.calls.flat()).toEqual([64, 64, 64, 64, 64]);
    await weigh(fitted([words(1000)], { length: 300, encoding: 'one-hot' }), words(300), large);
    expect(new Set(large.mock.calls.flat())).toEqual(new Set([Math.floor(2 ** 24 / 300_000)]));
  });
});
