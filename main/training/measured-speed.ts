import type { Graph } from '#app/graph/graph.ts';
import type { RunConfig } from '#app/runs/config.ts';
import { datasetRow, toDataset } from '#main/store/datasets.ts';
import { graphHash } from '#main/store/model-versions.ts';
import { type MeasuredSpeed, measuredSpeeds } from '#main/store/run-sessions.ts';
import type { Database } from '#main/store/store.ts';
import { forecast, type Need } from './forecast.ts';

/** A model with so many times the operations of all that was measured cannot be forecast: small ones measure only what a step costs anyway. */
const farthest = 16;

/**
 * Seconds a step would take here: as the newest run of the same graph did, else scaled by its operations from the run that
 * did most a second; null before this machine has measured anything of the kind.
 */
export async function secondsPerStep(db: Database, graph: Graph, need: Need, config: RunConfig): Promise<number | null> {
  const hash = graphHash(graph);
  const [first, ...others] = await measuredSpeeds(db, hash);
  if (first === undefined) return null;
  if (first.graphHash === hash) return need.flopsPerStep / (await flopsPerSecond(db, first, config)).speed;
  const speeds = await Promise.all([first, ...others].map((measured) => flopsPerSecond(db, measured, config)));
  const best = speeds.reduce((most, each) => (each.speed > most.speed ? each : most));
  return need.flopsPerStep / config.batchSize > best.perItem * farthest ? null : need.flopsPerStep / best.speed;
}

async function flopsPerSecond(db: Database, measured: MeasuredSpeed, config: RunConfig): Promise<{ speed: number; perItem: number }> {
  const dataset = toDataset(await datasetRow(db, measured.dataset, 'with erased'));
  // An erased dataset has lost its counts; its shapes are all that matters here.
  const { flopsPerStep } = forecast(
    measured.graph,
    { ...dataset, classes: dataset.classes.map((each) => ({ ...each, train: Math.max(1, each.train) })) },
    { ...config, batchSize: 1 },
  );
  return { speed: flopsPerStep * measured.itemsPerSecond, perItem: flopsPerStep };
}
