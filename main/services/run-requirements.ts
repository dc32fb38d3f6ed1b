import { freemem, totalmem } from 'node:os';
import type { Dataset } from '#app/contract/datasets.ts';
import { appError } from '#app/errors.ts';
import type { RunConfig } from '#app/runs/config.ts';
import { majorityBaseline } from '#app/runs/metrics.ts';
import { findPack } from '#main/engine/packs/find.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { datasetById } from '#main/store/datasets.ts';
import type { Need } from '#main/training/forecast.ts';

/** The dataset, which must be whole and not in the Bin; throws not-found or dataset-not-ready. */
export async function readyDataset({ store }: Pick<ServiceContext, 'store'>, id: number): Promise<Dataset> {
  const dataset = await datasetById(store.db, id);
  if (dataset.deletedAt !== null) throw appError('not-found', { what: 'dataset', id });
  if (dataset.state !== 'ready') throw appError('dataset-not-ready', { name: dataset.name, state: dataset.state });
  return dataset;
}

/** The configuration with the workspace's engine where the run leaves it open; throws engine-missing. */
export async function withEngine({ settings }: Pick<ServiceContext, 'settings'>, config: RunConfig): Promise<RunConfig> {
  const engine = config.engine === 'auto' ? (await settings()).engine : config.engine;
  if (engine === 'tensorflow' && findPack() === null) throw appError('engine-missing', { engine });
  return { ...config, engine };
}

/**
 * Throws memory-short where a run clearly cannot fit. The forecast is rough and the system can make room, so that only
 * twice what is free, or more than there is, counts as clear.
 */
export function requireMemory(need: Pick<Need, 'memory'>, machine = { free: freemem(), total: totalmem() }): void {
  if (need.memory <= machine.free * 2 && need.memory <= machine.total) return;
  throw appError('memory-short', { needed: gigabytes(need.memory), free: gigabytes(machine.free) });
}

/** Accuracy of always answering the most frequent training class on the validation part; null without one, or where an item has not one class: then training finds it. */
export function baselineOf({ classes }: Pick<Dataset, 'classes'>): number | null {
  const validation = classes.map((each) => each.validation);
  if (validation.every((count) => count === 0)) return null;
  return majorityBaseline(
    classes.map((each) => each.train),
    validation,
  );
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
