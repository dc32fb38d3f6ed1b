import { it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { chain } from '#app/graph/templates/chain.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import type { Batch } from '#main/engine/engine.ts';
import { openTensorflow } from '#main/engine/tensorflow/index.ts';
import { tensorflowFolder } from '#test/helpers/engine.ts';
import { drawn } from '#test/helpers/drawn.ts';

const context: BlockContext = { input: [30], classes: 2, data: { kind: 'tokens', vocabulary: 3 } };
function texts(size: number, seed: number, mixed = true): Batch {
  const random = drawn(seed);
  const lengths = Array.from({ length: size }, () => (mixed ? random.whole(1, 30) : 30));
  const inputs = Int32Array.from({ length: size * 30 }, (_, p) => (p % 30 < (lengths[Math.floor(p / 30)] ?? 0) ? random.whole(1, 2) : 0));
  return { inputs, shape: [size, 30], labels: Int32Array.from({ length: size }, (_, i) => (inputs[i * 30] ?? 1) - 1) };
}
it('x', async () => {
  const engine = await openTensorflow({ folder: tensorflowFolder ?? '', threads: 2, allowGpu: false });
  for (const [units, rate, size, emb] of [[8, 0.01, 64, 'OneHot'], [4, 0.01, 64, 'OneHot'], [16, 0.01, 64, 'Embedding'], [32, 0.01, 64, 'Embedding']] as const)
    for (const seed of [1, 2, 3])
  for (const block of ['LSTM', 'SimpleRNN']) {
      const graph = chain([{ block: 'Input' }, { block: emb }, { block, params: { units } }, { block: 'Dense', params: { units: 2 } }, { block: 'Output' }]);
      const model = toLayers(engine.tf, graph, context, seed);
      const step = await engine.prepare(model, { optimizer: 'adam', momentum: 0, seed, clipping: { by: 'global-norm', at: 1 } });
      const test = texts(500, 999, false);
      const line: string[] = [];
      const t = Date.now();
      for (let n = 1; n <= 600; n++) {
        await step.train(texts(size, n * 7 + seed), n, rate);
        if (n % 100 === 0) line.push((await step.evaluate(test)).accuracy.toFixed(3));
        if (line.at(-1) === '1.000' && line.at(-2) === '1.000') break;
      }
      console.log('RES', units, rate, size, emb, block, seed, line.join(' '), `${Date.now() - t} ms`);
      step.dispose();
    }
  engine.dispose();
});
