import type { Dataset } from '#app/contract/datasets.ts';
import { blockContextOf } from '#app/data/block-context.ts';
import { appError } from '#app/errors.ts';
import { type Analysis, analyse } from '#app/graph/analyse.ts';
import type { Graph } from '#app/graph/graph.ts';
import { memoryForecast, stepOperations } from '#app/graph/memory.ts';
import { size } from '#app/numbers.ts';
import type { RunConfig } from '#app/runs/config.ts';

/** A process with an engine and nothing else in it, as measured with TensorFlow and with WebAssembly. */
const PROCESS_BYTES = 450e6;

/** What is asked of a dataset. */
type Modelled = Pick<Dataset, 'name' | 'state' | 'preprocessing' | 'classes' | 'parts' | 'texts' | 'table'>;

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
export function analyseFor(graph: Graph, dataset: Modelled): Analysis {
  const context = blockContextOf(dataset);
  if (context === null) throw appError('dataset-not-ready', { name: dataset.name, state: dataset.state });
  const analysis = analyse(graph, context);
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
export function forecast(graph: Graph, dataset: Modelled, config: RunConfig): Need {
  const { totals } = analyseFor(graph, dataset);
  const { train: items, validation, test } = dataset.parts;
  if (config.batchSize > items) throw appError('batch-size', { got: config.batchSize, most: items });
  const numbers = size(blockContextOf(dataset)?.input ?? []);
  // Pixels are kept as bytes; of texts the codes are, and each is some four.
  const kept = dataset.preprocessing.kind === 'images' ? numbers : 4 * (dataset.texts?.lengths.mean ?? 0);
  const step = memoryForecast(totals, config.batchSize, config.optimizer).total;
  const batch = config.batchSize * numbers * 5;
  const shards = (items + validation + test) * kept;
  return {
    parameters: totals.parameters,
    memory: PROCESS_BYTES + step + batch + shards,
    stepsPerEpoch: Math.ceil(items / config.batchSize),
    flopsPerStep: 2 * stepOperations(totals, config.batchSize),
  };
}
