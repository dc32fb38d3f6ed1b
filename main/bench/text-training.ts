import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import { fittedContext } from '#app/data/block-context.ts';
import type { Graph } from '#app/graph/graph.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { engineChoice, runConfig } from '#app/runs/config.ts';
import { version } from '#main/about.ts';
import { type Core, openCore } from '#main/core.ts';
import { openCodes, readFitted } from '#main/datasets/texts/codes-source.ts';
import { openEngine } from '#main/engine/choice.ts';
import { fastestStep } from '#main/training/choose-chains.ts';
import { Feed } from '#main/training/feed.ts';
import { imported } from './imported.ts';
import { writeReviews } from './reviews.ts';
import type { Measurement, WorkloadOptions } from './workload.ts';

const usualRows = 20_000;
const length = 64;
const batchSize = 64;
/** The first epoch compiles; so many after it are measured. */
const epochs = 3;
const bareSteps = 100;

/**
 * The LSTM template on imported reviews: an epoch by the clock, as the Train button runs it (codes read, shuffled, padded,
 * figures told and kept, validation, checkpoint), beside as many bare steps on one batch, before it and after it.
 */
export async function textTraining({ rows: asked, engine: wished }: WorkloadOptions): Promise<Measurement> {
  const rows = z.coerce
    .number()
    .int()
    .min(1000)
    .parse(asked ?? usualRows);
  const engine = engineChoice.parse(wished ?? 'auto');
  const folder = await mkdtemp(join(tmpdir(), 'unfold-bench-'));
  const path = join(folder, 'reviews.csv');
  await writeReviews(path, rows);
  const core = await openCore({ workspace: join(folder, 'workspace'), version, as: 'the benchmark' });
  try {
    const columns = { text: 'review', label: 'sentiment' };
    // Nearly all of it is trained on, so that the clock tells of training.
    const split = { train: 98, validation: 1, test: 1, seed: 7, given: false };
    const preprocessing = { kind: 'texts', length };
    const { dataset } = await imported(core, 'datasets.importTexts', { path, columns, split, preprocessing });
    const { project, texts, classes, parts } = await ask(core, 'datasets.get', { dataset });
    const { id: model, graph } = await ask(core, 'models.create', { project, template: 'lstm-classifier', dataset });
    const bare = () =>
      bareStep({
        folder: core.folders.dataset(dataset),
        prepared: texts?.prepared ?? '',
        items: rows,
        classes: classes.length,
        graph,
        engine,
      });
    const before = await bare();
    const epochMs = await trained(core, { dataset, model, config: { epochs, batchSize, engine } });
    const after = await bare();
    const stepMs = epochMs / Math.ceil(parts.train / batchSize);
    const bareMs = (before.milliseconds + after.milliseconds) / 2;
    return {
      workload: 'text-training',
      engine: before.engine,
      samplesPerSecond: (batchSize * 1000) / stepMs,
      pipeline: { stepMs, bareMs },
    };
  } finally {
    await core.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function ask<N extends CallName>(core: Core, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = await core.call(name, input, { door: 'terminal' });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value as CallOutput<N>; // the door has checked it against the contract
}

/** Trains to the end; milliseconds of an epoch after the first, by the clock. */
async function trained(core: Core, wish: CallInput<'runs.start'>): Promise<number> {
  const ends: number[] = [];
  const ended = Promise.withResolvers<void>();
  const stop = core.subscribe((event) => {
    if (event.type !== 'run') return;
    const { epochsDone, state, error } = event.run;
    if (epochsDone > ends.length) ends.push(performance.now());
    if (state === 'failed') ended.reject(new Error(error?.message ?? 'The run failed'));
    if (state === 'finished') ended.resolve();
  });
  await ask(core, 'runs.start', wish);
  await ended.promise;
  stop();
  const [first = 0, last = 0] = [ends[0], ends.at(-1)];
  return (last - first) / (ends.length - 1);
}

interface Bare {
  folder: string;
  prepared: string;
  items: number;
  classes: number;
  graph: Graph;
  engine: z.infer<typeof engineChoice>;
}

/** Milliseconds of the model's step on one real batch, on average: what nothing around it can be faster than. */
async function bareStep({
  folder,
  prepared,
  items,
  classes,
  graph,
  engine: wished,
}: Bare): Promise<{ engine: string; milliseconds: number }> {
  const engine = await openEngine(wished);
  const source = await openCodes(folder, prepared, items);
  const { optimizer, momentum, seed } = runConfig.parse({});
  const model = toLayers(engine.tf, graph, fittedContext(await readFitted(join(folder, prepared)), classes), seed);
  const feed = new Feed(
    source,
    new Int32Array(items).map((_, item) => item % classes),
    { batchSize, classWeights: null, augment: null },
  );
  const batch = await feed.plain(
    Int32Array.from({ length: batchSize }, (_, item) => item),
    0,
  );
  const { step } = await fastestStep(
    engine,
    model,
    { optimizer, momentum, seed },
    () => ({ ...batch }),
    () => true,
  );
  const start = performance.now();
  for (let number = 1; number <= bareSteps; number += 1) await step.train(batch, number, 0);
  const milliseconds = (performance.now() - start) / bareSteps;
  step.dispose();
  await source.close();
  engine.dispose();
  return { engine: engine.facts.engine, milliseconds };
}
