import type { Graph } from '#app/graph/graph.ts';
import type { RunConfig } from '#app/runs/config.ts';
import { datasetRow, toDataset } from '#main/store/datasets.ts';
import { graphHash } from '#main/store/model-versions.ts';
import { measuredSpeed } from '#main/store/run-sessions.ts';
import type { Database } from '#main/store/store.ts';
import { forecast, type Need } from './forecast.ts';

/** Seconds a step would take here: scaled by its operations from the newest run that was measured; null before the first. */
export async function secondsPerStep(db: Database, graph: Graph, need: Need, config: RunConfig): Promise<number | null> {
  const measured = await measuredSpeed(db, graphHash(graph));
  if (measured === null) return null;
  const dataset = toDataset(await datasetRow(db, measured.dataset, 'with erased'));
  // An erased dataset has lost its counts; its shapes are all that matters here.
  const { flopsPerStep } = forecast(
    measured.graph,
    { ...dataset, classes: dataset.classes.map((each) => ({ ...each, train: Math.max(1, each.train) })) },
    { ...config, batchSize: 1 },
  );
  return need.flopsPerStep / (flopsPerStep * measured.itemsPerSecond);
}
