import type { Dataset } from '#app/contract/datasets.ts';
import { channelCount } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import { type Analysis, analyse } from '#app/graph/analyse.ts';
import type { Graph } from '#app/graph/graph.ts';
import { memoryForecast, stepOperations } from '#app/graph/memory.ts';
import type { RunConfig } from '#app/runs/config.ts';

/** A process with an engine and nothing else in it, as measured with TensorFlow and with WebAssembly. */
const PROCESS_BYTES = 450e6;

/** What a run would need. */
export interface Need {
  parameters: number;
  /** Bytes of memory, roughly. */
  memory: number;
  stepsPerEpoch: number;
  /** Floating-point operations of a step, a multiply-add counted as two. */
  flopsPerStep: number;
}

/** Shapes and counts of a graph for this data; throws graph-invalid with the first problem and its repair. */
export function analyseFor(graph: Graph, dataset: Pick<Dataset, 'preprocessing' | 'classes'>): Analysis {
  const { width, height, channels } = dataset.preprocessing;
  const analysis = analyse(graph, { input: [height, width, channelCount[channels]], classes: dataset.classes.length });
  const [problem] = analysis.problems;
  if (!analysis.ok && problem !== undefined) {
    throw appError('graph-invalid', {
      problem: problem.message,
      remedy: problem.repairs[0]?.label ?? 'Open it in Build: the problem stands on its block.',
    });
  }
  return analysis;
}

/** Works out what a run takes; throws graph-invalid, or batch-size where a batch is more than the training items. */
export function forecast(graph: Graph, dataset: Pick<Dataset, 'preprocessing' | 'classes'>, config: RunConfig): Need {
  const { totals } = analyseFor(graph, dataset);
  const items = dataset.classes.reduce((sum, each) => sum + each.train, 0);
  if (config.batchSize > items) throw appError('batch-size', { got: config.batchSize, most: items });
  const { width, height, channels } = dataset.preprocessing;
  const pixels = width * height * channelCount[channels];
  const step = memoryForecast(totals, config.batchSize, config.optimizer).total;
  const batch = config.batchSize * pixels * 5;
  const shards = dataset.classes.reduce((sum, each) => sum + each.items, 0) * pixels;
  return {
    parameters: totals.parameters,
    memory: PROCESS_BYTES + step + batch + shards,
    stepsPerEpoch: Math.ceil(items / config.batchSize),
    flopsPerStep: 2 * stepOperations(totals, config.batchSize),
  };
}
