import { createHash } from 'node:crypto';
import type { Baseline } from '#app/contract/evaluations.ts';
import { accuracyOf, macroF1 } from '#app/runs/metrics.ts';
import { knownBaselines } from '#main/store/evaluations.ts';
import type { Database } from '#main/store/store.ts';
import type { BaselinesTask, WorkerData } from '#main/training/protocol.ts';
import type { InferenceHost } from './host.ts';
import type { ModelOfRun } from './trained-model.ts';

/** Counts up when a baseline answers otherwise than before: what is kept of it no longer holds. */
const version = 3;

interface Asked {
  of: ModelOfRun;
  data: WorkerData;
  indices: Int32Array;
  /** How the run answered, where an item has one class: its rows say how many items of each there are. */
  confusion: number[][] | null;
  /** Where rows of a file lie and what class each has; null where items of the data are judged. */
  file: BaselinesTask['file'];
}

/**
 * What plain ways of answering reach on the same items, fitted to the same training part; those that an evaluation has
 * told before are not fitted again. `key` says what they depend on; null of a file, which may change.
 */
export async function textBaselines(
  db: Database,
  host: InferenceHost,
  { of, data, indices, confusion, file }: Asked,
  signal: AbortSignal,
): Promise<{ key: string | null; baselines: Baseline[] }> {
  const key = file === null ? keyOf(of.dataset, data, indices) : null;
  const known = key === null ? null : await knownBaselines(db, key);
  if (known !== null) return { key, baselines: known };
  const fitted = await host.ask({ kind: 'baselines', model: of.model, data, indices, file }, signal);
  if (confusion === null) return { key, baselines: fitted.baselines };
  const always = answeredAlways(confusion, data);
  const majority = {
    name: 'majority',
    title: 'Majority: always the most frequent class',
    accuracy: accuracyOf(always),
    macroF1: macroF1(always),
    perplexity: null,
  };
  return { key, baselines: [majority, ...fitted.baselines] };
}

/** Everything that decides them: the items with their labels and parts as they are now, how they go in for the run, and its parts. */
function keyOf({ hash: dataHash, preprocessing }: ModelOfRun['dataset'], { labels, train }: WorkerData, indices: Int32Array): string {
  const hash = createHash('sha256').update(`${version} ${dataHash ?? ''} ${JSON.stringify(preprocessing)}`);
  for (const numbers of [labels, train, indices]) hash.update(` ${numbers.length} `).update(numbers);
  return hash.digest('hex');
}

/** The confusion of answering every item with the class that the training part has most of. */
function answeredAlways(confusion: number[][], { labels, train, classes }: WorkerData): number[][] {
  const counts = new Int32Array(classes.length);
  for (const item of train) counts[labels[item] ?? 0] = (counts[labels[item] ?? 0] ?? 0) + 1;
  const answer = counts.indexOf(Math.max(...counts));
  return confusion.map((row) => row.map((_, column) => (column === answer ? row.reduce((sum, count) => sum + count, 0) : 0)));
}
