import { templateOf } from '#app/graph/templates/index.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import type { Batch } from './engine.ts';
import { openTensorflow } from './tensorflow/index.ts';

/** What a trial tells the process that forked it. */
export interface TrialResult {
  device: string;
  version: string;
  losses: number[];
  medianMs: number;
}

const shape = [32, 32, 3] as const;
const classes = 10;
const size = 128;
const steps = 20;

/** Pixels and labels from a linear congruential generator: the same on every machine. */
function drawnBatch(): Batch {
  let state = 7;
  const draw = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const labels = Int32Array.from({ length: size }, () => draw(classes));
  const pixels = Uint8Array.from({ length: size * shape[0] * shape[1] * shape[2] }, () => draw(256));
  return { inputs: pixels, shape: [size, ...shape], labels };
}

/* Trains the lecture CNN on one batch with the library and on the device named as arguments, tells, and waits to be let go. */
const [folder = '', device = ''] = process.argv.slice(2);
const engine = await openTensorflow({ folder, allowGpu: device === 'gpu' });
const graph = templateOf('lecture-cnn')?.graph(shape, classes);
if (graph === undefined) throw new Error('there must be a template lecture-cnn');
const model = toLayers(engine.tf, graph, { input: shape, classes }, 7);
// Plain descent: Adam's first steps are as large for a rounding error as for a gradient.
const step = await engine.prepare(model, { optimizer: 'sgd', momentum: 0.9, seed: 7 });
const batch = drawnBatch();
const losses: number[] = [];
const times: number[] = [];
for (let number = 1; number <= steps; number++) {
  const start = performance.now();
  losses.push((await step.train(batch, number, 0.01)).loss);
  times.push(performance.now() - start);
}
times.sort((one, other) => one - other);
const result: TrialResult = { ...engine.facts, losses, medianMs: times[steps / 2] ?? Number.NaN };
process.send?.(result);
