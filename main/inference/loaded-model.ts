import type * as tfjs from '@tensorflow/tfjs';
import type { BlockContext } from '#app/blocks/block.ts';
import { fittedColumnsContext, fittedContext, imageContext } from '#app/data/block-context.ts';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { fittedHeads, headView } from '#app/data/columns/fitted-heads.ts';
import { asImages } from '#app/data/preprocessing.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { readFittedColumns } from '#main/datasets/columns/read-columns.ts';
import { readFitted } from '#main/datasets/texts/codes-source.ts';
import { openEngine } from '#main/engine/choice.ts';
import type { Engine, TrainingStep } from '#main/engine/engine.ts';
import { headStep } from '#main/engine/heads/head-step.ts';
import { readCheckpoint, restoreCheckpoint } from '#main/training/checkpoint-file.ts';
import type { TrainedModel } from '#main/training/protocol.ts';

/** A trained model in this process, ready to answer. */
export interface LoadedModel {
  engine: Engine;
  layers: tfjs.LayersModel;
  step: Pick<TrainingStep, 'evaluate'>;
  /** Of texts: how they become what it gets. */
  fitted: FittedText | null;
  /** The same of rows or windows of columns. */
  columns: FittedColumns | null;
}

/** Keeps the model that was asked for last, and the engine, for as long as the process lives. */
export class ModelShelf {
  #engine: Promise<Engine> | null = null;
  #last: { key: string; model: LoadedModel; step: TrainingStep } | null = null;

  /** The model with its weights, or as the head that is wanted; throws checkpoint-damaged or engine-missing. */
  async get(wanted: TrainedModel): Promise<LoadedModel> {
    const model = await this.#whole(wanted);
    return wanted.head === null || model.columns === null ? model : { ...model, ...headOf(model.step, model.columns, wanted.head) };
  }

  async #whole(wanted: TrainedModel): Promise<LoadedModel> {
    const key = JSON.stringify([wanted.checkpoint, wanted.sha256, wanted.engine]);
    if (this.#last?.key === key) return this.#last.model;
    this.#forget();
    const { model, step } = await load(await this.#open(wanted), wanted);
    this.#last = { key, model, step };
    return model;
  }

  /** One process has one engine: main starts another for another wish. */
  #open(wanted: TrainedModel): Promise<Engine> {
    this.#engine ??= openEngine(wanted.engine);
    return this.#engine;
  }

  #forget(): void {
    this.#last?.step.dispose();
    this.#last?.model.layers.dispose();
    this.#last = null;
  }
}

/** One of several heads, as if there were no other. */
function headOf(step: Pick<TrainingStep, 'evaluate'>, fitted: FittedColumns, name: string): Pick<LoadedModel, 'step' | 'columns'> {
  const heads = fittedHeads(fitted);
  const head = heads.find((each) => each.name === name);
  if (head === undefined) throw new TypeError(`there must be a head "${name}"`);
  const answered = heads.reduce((sum, each) => sum + each.answered.width, 0);
  const place = { ...head, all: { outputs: fitted.answers.length, answered } };
  return { step: headStep(step, place), columns: headView(fitted, name) };
}

function contextOf(
  { fitted, columns }: Pick<LoadedModel, 'fitted' | 'columns'>,
  preprocessing: TrainedModel['preprocessing'],
  classes: number,
): BlockContext {
  if (columns !== null) return fittedColumnsContext(columns);
  return fitted === null ? imageContext(asImages(preprocessing), classes) : fittedContext(fitted, classes);
}

async function load(
  engine: Engine,
  { graph, preprocessing, fitted: folder, classes, checkpoint, chains, loss }: TrainedModel,
): Promise<{ model: LoadedModel; step: TrainingStep }> {
  const { weights } = await readCheckpoint(checkpoint);
  const fitted = preprocessing.kind === 'texts' ? await readFitted(folder ?? '') : null;
  const columns = preprocessing.kind === 'tables' || preprocessing.kind === 'series' ? await readFittedColumns(folder ?? '') : null;
  const context = contextOf({ fitted, columns }, preprocessing, classes.length);
  const model = toLayers(engine.tf, graph, context, 0, { loss });
  // Plain gradient descent keeps no slots, so that nothing but the weights is held.
  const step = await engine.prepare(model, { optimizer: 'sgd', momentum: 0, seed: 0, chains: chains ?? undefined });
  try {
    await restoreCheckpoint(step, { weights, slots: [] }, checkpoint);
  } catch (error) {
    step.dispose();
    model.layers.dispose();
    throw error;
  }
  return { model: { engine, layers: model.layers, step, fitted, columns }, step };
}
