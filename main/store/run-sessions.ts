import { z } from 'zod';
import { appError } from '#app/errors.ts';
import { type Graph, graph } from '#app/graph/graph.ts';
import { itemAt, itemPages } from './items.ts';
import { readJson, readJsonOrNull } from './json.ts';
import type { Database } from './store.ts';

const hashParts = z.record(z.string(), z.string());

/** What the contract does not tell of a run, but its next session, its evaluations and exports need. */
export interface RunInside {
  /** The epoch it stands for once it has ended. */
  standsFor: number | null;
  graphHash: string;
  dataHash: string | null;
  /** The configuration it began under. */
  began: { hash: string; parts: Record<string, string> } | null;
}

/** Throws not-found. */
export async function runInside(db: Database, id: number): Promise<RunInside> {
  const row = await db
    .selectFrom('runs')
    .innerJoin('modelVersions', 'modelVersions.id', 'runs.modelVersion')
    .innerJoin('datasets', 'datasets.id', 'runs.dataset')
    .select(['runs.standsFor', 'runs.hash', 'runs.hashParts', 'modelVersions.hash as graphHash', 'datasets.hash as dataHash'])
    .where('runs.id', '=', id)
    .executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'run', id });
  const parts = readJsonOrNull(hashParts, row.hashParts, `Run ${id}, hash parts`);
  const began = row.hash === null || parts === null ? null : { hash: row.hash, parts };
  return { standsFor: row.standsFor, graphHash: row.graphHash, dataHash: row.dataHash, began };
}

/** Configurations that runs of a model's graph on a dataset were computed under, newest first. */
export async function configurationsOf(db: Database, graphHash: string, dataset: number, most = 16): Promise<Record<string, string>[]> {
  const rows = await db
    .selectFrom('runs')
    .innerJoin('modelVersions', 'modelVersions.id', 'runs.modelVersion')
    .select(['runs.id', 'runs.hashParts'])
    .where('modelVersions.hash', '=', graphHash)
    .where('runs.dataset', '=', dataset)
    .where('runs.hashParts', 'is not', null)
    .orderBy('runs.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => readJsonOrNull(hashParts, row.hashParts, `Run ${row.id}, hash parts`)).filter((parts) => parts !== null);
}

/** How many runs a project ever had: the number in the next one's name. */
export async function countRuns(db: Database, project: number): Promise<number> {
  const { count } = await db
    .selectFrom('runs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('project', '=', project)
    .executeTakeFirstOrThrow();
  return count;
}

/** A speed that was measured here: training items a second of a graph on a dataset. */
export interface MeasuredSpeed {
  graph: Graph;
  graphHash: string;
  dataset: number;
  itemsPerSecond: number;
}

/** The speed of the last epoch of each of the newest runs, those of this graph first; none on a new machine. */
export async function measuredSpeeds(db: Database, graphHash: string, most = 16): Promise<MeasuredSpeed[]> {
  const rows = await db
    .selectFrom('runs')
    .innerJoin('runEpochs', (join) => join.onRef('runEpochs.run', '=', 'runs.id').onRef('runEpochs.epoch', '=', 'runs.epochsDone'))
    .innerJoin('modelVersions', 'modelVersions.id', 'runs.modelVersion')
    .select(['modelVersions.graph', 'modelVersions.hash as graphHash', 'runs.dataset', 'runEpochs.rate as itemsPerSecond'])
    .orderBy((order) => order('modelVersions.hash', '=', graphHash), 'desc')
    .orderBy('runs.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, graph: readJson(graph, row.graph, 'Measured graph') }));
}

/** Where a dataset's items came from, by index. */
export async function itemPaths(db: Database, dataset: number): Promise<Map<number, string>> {
  const paths = new Map<number, string>();
  for await (const page of itemPages(db, dataset)) for (const { path } of page) paths.set(paths.size, path);
  return paths;
}

/** Path and class of one item; throws not-found. */
export async function itemOf(db: Database, dataset: number, index: number): Promise<{ path: string; class: number }> {
  const item = await itemAt(db, dataset, index);
  if (item === undefined) throw appError('not-found', { what: 'item', id: index });
  return item;
}
