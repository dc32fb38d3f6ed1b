import { z } from 'zod';
import { splitName } from '../data/images.ts';
import { graph } from '../graph/graph.ts';
import { runConfig, runState } from '../runs/config.ts';
import { measure } from '../runs/measure.ts';
import { channel } from './channel.ts';
import { id, timestamp, title } from './ids.ts';
import { errorData } from './jobs.ts';

/**
 * Means over one part of the data: the loss, and accuracy (0 to 1) where classes or labels are answered, or the absolute error in the
 * target's own unit where numbers are; the other is null.
 */
export const metrics = z.object({
  loss: z.number(),
  accuracy: z.number().nullable(),
  // What was kept before numbers could be answered has none.
  error: z.number().nullable().default(null),
  /** Where there are several heads, the figure of each: of the validation and the test part. */
  heads: z.array(z.number()).optional(),
});
export type Metrics = z.infer<typeof metrics>;

/** What computed a run, as detected, not as wished. */
export const engineFacts = z.object({
  engine: z.enum(['tensorflow', 'portable']),
  version: z.string(),
  device: z.string(),
  threads: z.int().positive(),
  /** Where a wish could not be met, in words. */
  note: z.string().nullable(),
});
export type EngineFacts = z.infer<typeof engineFacts>;

export const epoch = z.object({
  epoch: z.int().positive(),
  train: metrics,
  validation: metrics.nullable(),
  learningRate: z.number(),
  /** Seconds spent in the epoch, and training items a second. */
  seconds: z.number(),
  rate: z.number(),
});
export type Epoch = z.infer<typeof epoch>;

/** A run: everything that decided it, where it stands, what came out. */
export const run = z.object({
  id,
  project: id,
  name: title,
  state: runState,
  dataset: id,
  datasetName: z.string(),
  model: id,
  modelName: z.string(),
  modelVersion: id,
  versionNumber: z.int(),
  graph,
  config: runConfig,
  /** SHA-256 over all that makes two runs comparable. */
  hash: z.string().nullable(),
  engine: engineFacts.nullable(),
  parameters: z.int().nonnegative(),
  /** Epochs finished, steps done in the current one, steps an epoch. */
  epochsDone: z.int().nonnegative(),
  step: z.int().nonnegative(),
  stepsPerEpoch: z.int().nonnegative(),
  /** Training items a second; seconds left; resident bytes of the worker. */
  rate: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  memory: z.number().nullable(),
  /** Whether the model is being compiled: from when the worker is ready until its first step is done. */
  compiling: z.boolean().default(false),
  epochs: z.array(epoch),
  bestEpoch: z.int().nullable(),
  /** Figures of the epoch that the run stands for (best or last), and of the test part. */
  final: z.object({ train: metrics.nullable(), validation: metrics.nullable(), test: metrics.nullable() }),
  /** What it is judged by beside the loss. */
  measure,
  /** The same of a plain answer on the validation part: of the most frequent training class, or of the training part's median. */
  baseline: z.number().nullable(),
  /** Why it failed; while it is paused, what it waits for: room on the disk. */
  error: errorData.nullable(),
  note: z.string(),
  tags: z.array(z.string()),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  deletedAt: timestamp.nullable(),
});
export type Run = z.infer<typeof run>;

/** Points of a run's training curves by step; the arrays are equally long. */
export const stepMetrics = z.object({
  step: z.instanceof(Float64Array),
  loss: z.instanceof(Float32Array),
  /** Accuracy or error, by the run's measure. */
  figure: z.instanceof(Float32Array),
});
export type StepMetrics = z.infer<typeof stepMetrics>;

/** How large the gradients of a layer's weights are: √(Σ g² / n) over its n trainable numbers, before clipping; null: not finite. */
export const gradientSize = z.object({ layer: z.string(), size: z.number().nullable() });
export type GradientSize = z.infer<typeof gradientSize>;

/** A look at a run's gradients at one step; layers are named as their nodes in the graph, from the input on. */
export const gradientLook = z.object({ step: z.int().positive(), sizes: z.array(gradientSize) });
export type GradientLook = z.infer<typeof gradientLook>;

/** `version` of the model is trained as it was fixed; without one, the model as it stands. */
const startInput = z.object({ dataset: id, model: id, version: id.optional(), config: runConfig.prefault({}), name: title.optional() });

export const runs = {
  list: channel(
    z.object({
      project: id.optional(),
      search: z.string().max(200).optional(),
      tag: z.string().max(60).optional(),
      deleted: z.boolean().default(false),
    }),
    z.object({ runs: z.array(run) }),
  ),
  get: channel(z.object({ run: id }), run, ['not-found']),
  /** What a run would need and take, before it starts. Bytes; seconds a step are null until this machine has measured one. */
  forecast: channel(
    startInput,
    z.object({
      parameters: z.int(),
      memory: z.number(),
      memoryFree: z.number(),
      stepsPerEpoch: z.int(),
      secondsPerStep: z.number().nullable(),
      flopsPerStep: z.number(),
    }),
    ['not-found', 'graph-invalid', 'batch-size'],
  ),
  start: channel(startInput, run, [
    'not-found',
    'dataset-not-ready',
    'graph-invalid',
    'batch-size',
    'engine-missing',
    'memory-short',
    'class-weights-steps',
  ]),
  pause: channel(z.object({ run: id }), run, ['not-found', 'run-state']),
  /** Ends a pause. */
  proceed: channel(z.object({ run: id }), run, ['not-found', 'run-state']),
  /** Ends the run after the current step; `keep` says which epoch it stands for. */
  stop: channel(z.object({ run: id, keep: z.enum(['last', 'best']).default('last') }), run, ['not-found', 'run-state']),
  /** Goes on from the last finished epoch, up to `epochs` in all; `force` accepts another configuration hash. */
  resume: channel(
    z.object({
      run: id,
      epochs: z.int().min(1).max(10_000).optional(),
      learningRate: z.number().positive().optional(),
      force: z.boolean().default(false),
    }),
    run,
    ['not-found', 'dataset-not-ready', 'run-state', 'run-without-checkpoint', 'run-configuration-differs', 'engine-missing'],
  ),
  update: channel(
    z.object({
      run: id,
      name: title.optional(),
      note: z.string().max(20_000).optional(),
      tags: z.array(z.string().trim().min(1).max(60)).max(20).optional(),
    }),
    run,
    ['not-found'],
  ),
  remove: channel(z.object({ run: id }), run, ['not-found', 'run-state']),
  restore: channel(z.object({ run: id }), run, ['not-found']),
  /** Steps after `after`; above `most` points the curve is thinned, extremes kept. */
  steps: channel(
    z.object({ run: id, after: z.int().nonnegative().default(0), most: z.int().min(2).max(1_000_000).default(4000) }),
    stepMetrics,
    ['not-found'],
  ),
  /** Looks at the gradients, a few hundred of all steps, in order. */
  gradients: channel(z.object({ run: id }), z.object({ looks: z.array(gradientLook) }), ['not-found']),
  log: channel(
    z.object({ run: id }),
    z.object({ entries: z.array(z.object({ at: timestamp, level: z.enum(['info', 'warning', 'error']), message: z.string() })) }),
    ['not-found'],
  ),
};

export const evaluationPart = splitName;
