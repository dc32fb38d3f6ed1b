import type { Graph } from '#app/graph/graph.ts';
import type { RunConfig } from '#app/runs/config.ts';
import { datasetRow, toDataset } from '#main/store/datasets.ts';
import { graphHash } from '#main/store/model-versions.ts';
import { type MeasuredSpeed, measuredSpeeds } from '#main/store/run-sessions.ts';
import type { Database } from '#main/store/store.ts';
import { forecast, type Need } from './forecast.ts';

/**
 * How far operations may lie apart, times over: a small model's speed is what a step costs anyway, a large one's is
 * arithmetic, and neither says anything of the other.
 */
const farthest = 16;

/**
 * Seconds a step would take here: as the newest run of the same graph did, else scaled by its operations from the run that
 * is nearest to it in them; null before this machine has measured anything of the kind.
 */
export async function secondsPerStep(db: Database, graph: Graph, need: Need, config: RunConfig): Promise<number | null> {
  const hash = graphHash(graph);
  const measured = await measuredSpeeds(db, hash);
  const [first] = measured;
  if (first === undefined) return null;
  if (first.graphHash === hash) return need.flopsPerStep / (await flopsPerSecond(db, first, config)).speed;
  const perItem = need.flopsPerStep / config.batchSize;
  const apart = (other: number) => Math.abs(Math.log(perItem / other));
  const speeds = await Promise.all(measured.map((each) => flopsPerSecond(db, each, config)));
  const nearest = speeds.reduce((best, each) => (apart(each.perItem) < apart(best.perItem) ? each : best));
  return apart(nearest.perItem) > Math.log(farthest) ? null : need.flopsPerStep / nearest.speed;
}

async function flopsPerSecond(db: Database, measured: MeasuredSpeed, config: RunConfig): Promise<{ speed: number; perItem: number }> {
  const dataset = toDataset(await datasetRow(db, measured.dataset, 'with erased'));
  // An erased dataset has lost its counts; its shapes are all that matters here.
  const { flopsPerStep } = forecast(
    measured.graph,
    { ...dataset, parts: { ...dataset.parts, train: Math.max(1, dataset.parts.train) } },
    { ...config, batchSize: 1 },
  );
  return { speed: flopsPerStep * measured.itemsPerSecond, perItem: flopsPerStep };
}
