import { openTensorflow } from '#main/engine/tensorflow/index.ts';
import { trainable } from '../trainable.ts';

/** What a trial tells the process that forked it. */
export interface TrialResult {
  device: string;
  version: string;
  losses: number[];
  /** Milliseconds: of the first step, which compiles, and of the others in the median. */
  firstMs: number;
  medianMs: number;
  /** Tensors that the library held after the first step and after the last one. */
  tensors: [first: number, last: number];
}

const seed = 7;
const steps = 20;

/* Trains a workload on one batch with the library and on the device named as arguments, tells, and waits to be let go. */
const [folder = '', device = '', workload = ''] = process.argv.slice(2);
const engine = await openTensorflow({ folder, allowGpu: device === 'gpu' });
const found = trainable.get(workload);
if (found === undefined) throw new Error(`there must be a workload ${workload}`);
// Plain descent: Adam's first steps are as large for a rounding error as for a gradient.
const step = await engine.prepare(found.model(engine.tf, seed), { optimizer: 'sgd', momentum: 0.9, seed });
const items = Int32Array.from({ length: found.batchSize }, (_, item) => item);
const batch = await found.feed(found.batchSize).plain(items, 0);
const losses: number[] = [];
const times: number[] = [];
const tensors: number[] = [];
for (let number = 1; number <= steps; number++) {
  const start = performance.now();
  losses.push((await step.train({ ...batch }, number, 0.01)).loss);
  times.push(performance.now() - start);
  tensors.push(engine.nativeTensors());
}
const [firstMs = Number.NaN, ...others] = times;
others.sort((one, other) => one - other);
const result: TrialResult = {
  device: engine.facts.device,
  version: engine.facts.version,
  losses,
  firstMs,
  medianMs: others[Math.floor(others.length / 2)] ?? Number.NaN,
  tensors: [tensors[0] ?? Number.NaN, tensors.at(-1) ?? Number.NaN],
};
process.send?.(result);
