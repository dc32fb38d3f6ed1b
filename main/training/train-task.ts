import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockContext } from '#app/blocks/block.ts';
import { augmenter } from '#app/data/augment.ts';
import { fittedColumnsContext, fittedContext, imageContext } from '#app/data/block-context.ts';
import { classWeights } from '#app/data/class-weights.ts';
import { imageShape } from '#app/data/images.ts';
import { AppError, appError } from '#app/errors.ts';
import { headOf } from '#app/graph/head.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { measureOf } from '#app/runs/measure.ts';
import { readFittedColumns } from '#main/datasets/columns/read-columns.ts';
import { readFitted } from '#main/datasets/texts/codes-source.ts';
import { readKeptVectors } from '#main/datasets/texts/vectors-file.ts';
import { openEngine } from '#main/engine/choice.ts';
import type { TrainingStep } from '#main/engine/engine.ts';
import { checkpointName, readCheckpoint, restoreCheckpoint } from './checkpoint-file.ts';
import type { Checkpoint, Progress } from './checkpoint-format.ts';
import type { Controls } from './controls.ts';
import { type OpenSource, openSource } from './data-source.ts';
import { Feed } from './feed.ts';
import { keep } from './keep.ts';
import { train } from './loop.ts';
import { plainAnswer } from './plain-answer.ts';
import { prepareStep, refuseOther } from './prepare-step.ts';
import { goOn, withoutBest } from './progress.ts';
import type { Report, TrainTask } from './protocol.ts';
import { StepReports } from './step-reports.ts';

/** Trains a run in this process, from opening the engine to the last report. */
export async function trainTask(task: TrainTask, controls: Controls, send: (report: Report) => Promise<void>): Promise<void> {
  const { config, data, graph } = task;
  if (config.batchSize > data.train.length) throw appError('batch-size', { got: config.batchSize, most: data.train.length });

  const engine = await openEngine(config.engine);
  const { preprocessing } = data;
  const context = await contextOf(task);
  refuseOther(task, engine, headOf(context, config));
  const source = await openSource(data);
  const model = toLayers(engine.tf, graph, context, config.seed, { loss: config.loss, units: unitsOf(source) });
  const feed = new Feed(source, data.labels, {
    batchSize: config.batchSize,
    classWeights: config.classWeights === 'balanced' && !source.answers ? classWeights(data) : null,
    augment: preprocessing.kind === 'images' ? augmenter(config.augmentation, imageShape(preprocessing), config.seed) : null,
  });
  if (engine.facts.engine === 'tensorflow') send({ type: 'compiling' });
  const { step, configuration, chains } = await prepareStep(
    task,
    engine,
    model,
    () => feed.training(data.train, 0, 1),
    () => controls.ending === null,
  );
  const resumed = task.resume === null ? null : await newestWhole(task.resume.files, send);
  if (resumed !== null) await restoreCheckpoint(step, resumed.checkpoint, resumed.file);
  const from = resumed === null ? null : continued(resumed.checkpoint.progress, task);

  send({
    type: 'ready',
    engine: engine.facts,
    parameters: model.layers.countParams(),
    stepsPerEpoch: feed.batches(data.train),
    baseline: await plainAnswer(source, data, model.head, context.classes ?? 0),
    configuration,
    after: { epoch: from?.epoch ?? 0, step: from?.step ?? 0, bestEpoch: from?.bestEpoch ?? null },
    chains,
  });

  const reports = new StepReports(send);
  controls.beforePause(() => reports.flush());
  const tellNote = onceNoted(step, (message) => send({ type: 'engine-note', message }));
  const keeping = { run: task.run, folder: task.folder, configuration, step, controls, send };
  const outcome = await train({
    config,
    step,
    measure: measureOf(context),
    feed,
    items: data,
    controls,
    from,
    onStep(...facts) {
      tellNote();
      reports.add(...facts);
    },
    onGradients: (look) => reports.look(look),
    async onEpoch(progress, figures) {
      tellNote();
      reports.flush();
      const { written } = await keep(keeping, progress);
      const { epoch, train, validation, bestEpoch } = progress;
      const kept = written.then((checkpoint) => {
        if (checkpoint === null) return false;
        send({ type: 'epoch', epoch: { epoch, train, validation, ...figures }, checkpoint, bestEpoch });
        return true;
      });
      return { kept };
    },
    async recall(epoch) {
      const file = join(task.folder, checkpointName(epoch));
      const checkpoint = await readCheckpoint(file);
      await restoreCheckpoint(step, checkpoint, file);
      return checkpoint.progress;
    },
  });
  reports.flush();
  await send(outcome.state === 'left' ? { type: 'left' } : { type: 'done', ...outcome });
}

/** What blocks know of the data; of texts with the vectors that a run which begins may begin with. */
async function contextOf({ data, resume }: TrainTask): Promise<BlockContext> {
  const { preprocessing, classes } = data;
  if (preprocessing.kind === 'images') return imageContext(preprocessing, classes.length);
  const folder = join(data.folder, data.prepared ?? '');
  if (preprocessing.kind !== 'texts') return fittedColumnsContext(await readFittedColumns(folder));
  const context = fittedContext(await readFitted(folder), classes.length);
  if (resume !== null || context.data?.kind !== 'tokens') return context;
  const kept = await readKeptVectors(folder, context.data.vocabulary);
  return { ...context, data: { ...context.data, vectors: kept?.dimension ?? null, ...(kept === null ? {} : { values: kept.values }) } };
}

/** The units of numbers that are answered. */
const unitsOf = ({ answers }: OpenSource): readonly number[] | undefined => (answers && 'units' in answers ? answers.units : undefined);

/** Tells the step's note, once there is one. */
function onceNoted(step: TrainingStep, tell: (note: string) => void): () => void {
  let told = false;
  return () => {
    const note = step.note?.() ?? null;
    if (note === null || told) return;
    told = true;
    tell(note);
  };
}

/** Where a run goes on: an older checkpoint than the newest may know of a best one that is gone. */
function continued(progress: Progress, { folder, resume }: TrainTask): Progress {
  const known = existsSync(join(folder, checkpointName(progress.bestEpoch))) ? progress : withoutBest(progress);
  return resume?.more ? goOn(known) : known;
}

/** The first of the files that is whole; says which ones are not. Throws the newest one's error if none is. */
async function newestWhole(files: string[], send: (report: Report) => unknown): Promise<{ file: string; checkpoint: Checkpoint }> {
  let first: AppError | null = null;
  for (const file of files) {
    try {
      return { file, checkpoint: await readCheckpoint(file) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      first ??= error;
      send({ type: 'note', level: 'warning', message: `${error.message} An older one is taken, if there is one.` });
    }
  }
  throw first ?? new Error('A run to be resumed must name its checkpoints; it named none');
}
