import type * as tfjs from '@tensorflow/tfjs';
import type { BlockContext } from '#app/blocks/block.ts';
import { fittedColumnsContext, fittedContext, imageContext } from '#app/data/block-context.ts';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { asImages } from '#app/data/preprocessing.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { readFittedColumns } from '#main/datasets/columns/read-columns.ts';
import { readFitted } from '#main/datasets/texts/codes-source.ts';
import { openEngine } from '#main/engine/choice.ts';
import type { Engine, TrainingStep } from '#main/engine/engine.ts';
import { readCheckpoint, restoreCheckpoint } from '#main/training/checkpoint-file.ts';
import type { TrainedModel } from '#main/training/protocol.ts';

/** A trained model in this process, ready to answer. */
export interface LoadedModel {
  engine: Engine;
  layers: tfjs.LayersModel;
  /** For its forward half: `evaluate`. */
  step: TrainingStep;
  /** Of texts: how they become what it gets. */
  fitted: FittedText | null;
  /** The same of rows or windows of columns. */
  columns: FittedColumns | null;
}

/** Keeps the model that was asked for last, and the engine, for as long as the process lives. */
export class ModelShelf {
  #engine: Promise<Engine> | null = null;
  #last: { key: string; model: LoadedModel } | null = null;

  /** The model with its weights; throws checkpoint-damaged or engine-missing. */
  async get(wanted: TrainedModel): Promise<LoadedModel> {
    const key = JSON.stringify([wanted.checkpoint, wanted.sha256, wanted.engine]);
    if (this.#last?.key === key) return this.#last.model;
    this.#forget();
    const model = await load(await this.#open(wanted), wanted);
    this.#last = { key, model };
    return model;
  }

  /** One process has one engine: main starts another for another wish. */
  #open(wanted: TrainedModel): Promise<Engine> {
    this.#engine ??= openEngine(wanted.engine);
    return this.#engine;
  }

  #forget(): void {
    this.#last?.model.step.dispose();
    this.#last?.model.layers.dispose();
    this.#last = null;
  }
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
): Promise<LoadedModel> {
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
  return { engine, layers: model.layers, step, fitted, columns };
}
