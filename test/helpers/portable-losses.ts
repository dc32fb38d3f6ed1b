import { createRequire } from 'node:module';
import { toLayers } from '#app/graph/to-layers.ts';
import { openPortable } from '#main/engine/portable/index.ts';
import { classes, graphs, shape } from '#test/helpers/portable-graphs.ts';
import { drawnBatch } from '#test/helpers/training.ts';

/*
 * A program: trains models from fixed seeds and prints their losses and the bytes of their weights as JSON, with the modules
 * that belong to the other engine, should any have been loaded.
 */
const engine = await openPortable();
const trained: Record<string, { losses: number[]; weights: string }> = {};
for (const name of ['BatchNormalization', 'Dropout', 'Add and Concatenate']) {
  const graph = graphs[name];
  if (graph === undefined) throw new Error(`no graph ${name}`);
  const model = toLayers(engine.tf, graph, { input: shape, classes }, 7);
  const step = await engine.prepare(model, { optimizer: 'adam', momentum: 0.9, seed: 7 });
  const losses: number[] = [];
  for (let number = 1; number <= 10; number++) losses.push((await step.train(drawnBatch(16, shape, classes, number), number, 0.01)).loss);
  const { weights } = await step.state();
  trained[name] = { losses, weights: Buffer.concat(weights.map(({ values }) => Buffer.from(values.buffer))).toString('base64') };
}
const foreign = Object.keys(createRequire(import.meta.url).cache).filter((file) => /tfjs-node|koffi/.test(file));
process.stdout.write(JSON.stringify({ trained, foreign }));
