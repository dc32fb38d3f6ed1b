import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
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
import { readRunFile } from '#main/store/rebuild/run-file.ts';
import { Feed } from '#main/training/feed.ts';
import { imported } from './imported.ts';
import { usageOf } from './resident.ts';
import { writeReviews } from './reviews.ts';
import type { Measurement, Round, WorkloadOptions } from './workload.ts';

const usualRows = 20_000;
const length = 64;
const batchSize = 64;
/** The first epoch compiles; those after it are measured. */
const epochs = 7;
const turnMilliseconds = 2000;
const stepsATurn = 120;
const usualRounds = 3;

/**
 * The LSTM template on imported reviews: an epoch by the clock, as the Train button runs it (codes read, shuffled, padded,
 * figures told and kept, validation, checkpoint), beside bare steps on one batch, in turns of two seconds; and the round that
 * lies in the middle by how much longer the run takes.
 */
export async function textTraining({ rows: asked, rounds: turns, engine: wished }: WorkloadOptions): Promise<Measurement> {
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
    const first = await ask(core, 'runs.start', { dataset, model, config: { epochs: 1, batchSize, engine } });
    await ended(core, first.id);
    const { hashParts } = await readRunFile(core.folders, first.id);
    const bare = await openBare({
      // Other numbers of chains take another time: it is the step of the runs.
      chains: Number(hashParts?.chains ?? 1),
      folder: core.folders.dataset(dataset),
      prepared: texts?.prepared ?? '',
      items: rows,
      classes: classes.length,
      graph,
      engine,
    });
    const perEpoch = Math.ceil(parts.train / batchSize);
    const rounds: Round[] = [];
    const wanted = z.coerce
      .number()
      .int()
      .min(1)
      .parse(turns ?? usualRounds);
    while (rounds.length < wanted)
      rounds.push(await inTurns(core, bare, { dataset, model, config: { epochs, batchSize, engine } }, perEpoch));
    await bare.close();
    rounds.sort((one, other) => one.stepMs / one.bareMs - other.stepMs / other.bareMs);
    const middle = rounds[Math.floor(rounds.length / 2)];
    if (middle === undefined) throw new Error('there is one round at least');
    return {
      workload: 'text-training',
      engine: bare.engine,
      samplesPerSecond: (batchSize * 1000) / middle.stepMs,
      pipeline: { ...middle, rounds },
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

/** What something took, by the clock and of the processors, over all processes. */
interface Taken {
  milliseconds: number;
  processorSeconds: number;
}

const now = (): Taken => ({ milliseconds: performance.now(), processorSeconds: usageOf(process.pid).processorSeconds });

const between = (from: Taken, to: Taken): Taken => ({
  milliseconds: to.milliseconds - from.milliseconds,
  processorSeconds: to.processorSeconds - from.processorSeconds,
});

const sum = (one: Taken, other: Taken): Taken => ({
  milliseconds: one.milliseconds + other.milliseconds,
  processorSeconds: one.processorSeconds + other.processorSeconds,
});

const nothing: Taken = { milliseconds: 0, processorSeconds: 0 };

/**
 * A run from the end of its first epoch to the end of its last one, paused every two seconds for bare steps: a machine that is
 * quicker at one time than at another is so for both.
 */
async function inTurns(core: Core, bare: BareStep, wish: CallInput<'runs.start'>, perEpoch: number): Promise<Round> {
  const run = await ask(core, 'runs.start', wish);
  let epochsDone = 0;
  let stepsDone = 0;
  const firstEpoch = Promise.withResolvers<void>();
  const lastEpoch = Promise.withResolvers<Taken>();
  const stop = core.subscribe((event) => {
    if (event.type === 'steps' && event.run === run.id) stepsDone = event.steps.step.at(-1) ?? stepsDone;
  });
  const over = ended(core, run.id, (done) => {
    if (done === epochsDone) return;
    epochsDone = done;
    if (done === 1) firstEpoch.resolve();
    if (done === epochs) lastEpoch.resolve(now());
  });
  over.catch((error: unknown) => {
    firstEpoch.reject(error);
    lastEpoch.reject(error);
  });

  await firstEpoch.promise;
  await ask(core, 'runs.pause', { run: run.id });
  const from = stepsDone;
  let [trained, alone, turns] = [nothing, nothing, 0];
  for (let end: Taken | null = null; end === null; turns += 1) {
    alone = sum(alone, await bare.run());
    const start = now();
    await ask(core, 'runs.proceed', { run: run.id });
    end = await Promise.race([lastEpoch.promise, setTimeout(turnMilliseconds, null)]);
    if (end === null) await ask(core, 'runs.pause', { run: run.id });
    trained = sum(trained, between(start, end ?? now()));
  }
  await over;
  stop();
  const [steps, bareSteps] = [epochs * perEpoch - from, turns * stepsATurn];
  return {
    stepMs: trained.milliseconds / steps,
    bareMs: alone.milliseconds / bareSteps,
    processorRatio: trained.processorSeconds / steps / (alone.processorSeconds / bareSteps),
  };
}

/** Resolves when the run is finished; `onEpochs` hears how many epochs are done. */
function ended(core: Core, run: number, onEpochs: (done: number) => void = () => undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = core.subscribe((event) => {
    if (event.type !== 'run' || event.run.id !== run) return;
    const { epochsDone, state, error } = event.run;
    onEpochs(epochsDone);
    if (state === 'failed') reject(new Error(error?.message ?? 'The run failed'));
    if (state === 'finished') resolve();
  });
  return promise.finally(stop);
}

interface Bare {
  chains: number;
  folder: string;
  prepared: string;
  items: number;
  classes: number;
  graph: Graph;
  engine: z.infer<typeof engineChoice>;
}

/** The model's step on one real batch, and nothing around it. */
interface BareStep {
  engine: string;
  /** A turn's steps; what they take. */
  run(): Promise<Taken>;
  close(): Promise<void>;
}

async function openBare({ chains, folder, prepared, items, classes, graph, engine: wished }: Bare): Promise<BareStep> {
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
  const step = await engine.prepare(model, { optimizer, momentum, seed, chains });
  let done = 0;
  return {
    engine: engine.facts.engine,
    async run() {
      const start = now();
      for (let number = 1; number <= stepsATurn; number += 1) await step.train(batch, done + number, 0);
      done += stepsATurn;
      return between(start, now());
    },
    async close() {
      step.dispose();
      await source.close();
      engine.dispose();
    },
  };
}
