import { z } from 'zod';

/** Items a step that a first run begins with, where there are as many. */
export const usualBatch = 32;

export const optimizerName = z.enum(['sgd', 'adam', 'rmsprop']);
export type OptimizerName = z.infer<typeof optimizerName>;

/** How the learning rate moves: factor(step) × learningRate. Epochs and factors as the field counts them. */
export const schedule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constant') }),
  z.object({ kind: z.literal('step'), every: z.int().min(1).default(10), factor: z.number().positive().max(1).default(0.5) }),
  z.object({ kind: z.literal('exponential'), factor: z.number().positive().max(1).default(0.95) }),
  z.object({ kind: z.literal('cosine'), warmup: z.int().nonnegative().default(0), floor: z.number().min(0).max(1).default(0) }),
]);
export type Schedule = z.infer<typeof schedule>;

/** Random changes to a training image, drawn anew each epoch from (seed, epoch, item). Shares of the size, degrees, shares of 255. */
export const augmentation = z.object({
  flipHorizontal: z.boolean().default(false),
  flipVertical: z.boolean().default(false),
  shift: z.number().min(0).max(0.5).default(0),
  rotate: z.number().min(0).max(180).default(0),
  brightness: z.number().min(0).max(1).default(0),
});
export type Augmentation = z.infer<typeof augmentation>;

/** Holds gradients to a bound: each number, each weight's length, or the length of all of them together. */
export const gradientClipping = z.object({
  by: z.enum(['value', 'norm', 'global-norm']).default('global-norm'),
  at: z.number().positive().max(1e9).default(1),
});
export type GradientClipping = z.infer<typeof gradientClipping>;

/** Mean squared error, mean absolute error, and Huber's between the two. */
export const numberLoss = z.enum(['mse', 'mae', 'huber']);
export type NumberLoss = z.infer<typeof numberLoss>;

export const engineChoice = z.enum(['auto', 'tensorflow', 'portable']);
export type EngineChoice = z.infer<typeof engineChoice>;

/** Everything that decides a run's result beside data and graph. */
export const runConfig = z.object({
  epochs: z.int().min(1).max(10_000).default(20),
  batchSize: z.int().min(1).max(65_536).default(128),
  optimizer: optimizerName.default('adam'),
  learningRate: z.number().positive().max(1e9).default(0.001),
  /** Of SGD. */
  momentum: z.number().min(0).max(1).default(0.9),
  schedule: schedule.default({ kind: 'constant' }),
  clipping: gradientClipping.nullable().default(null),
  /** Of answers that are numbers and no quantiles; others have the one that goes with them. */
  loss: numberLoss.default('mse'),
  seed: z
    .int()
    .nonnegative()
    .max(2 ** 31 - 1)
    .default(7),
  /** none, or each class weighted by items / (classes · items of the class). */
  classWeights: z.enum(['none', 'balanced']).default('none'),
  augmentation: augmentation.prefault({}),
  /** Stops when validation loss has not fallen by `minDelta` for `patience` epochs; null: never. */
  earlyStopping: z
    .object({ patience: z.int().min(1).default(5), minDelta: z.number().nonnegative().default(0) })
    .nullable()
    .default(null),
  engine: engineChoice.default('auto'),
});
export type RunConfig = z.infer<typeof runConfig>;

export const runState = z.enum(['queued', 'running', 'paused', 'finished', 'stopped', 'interrupted', 'failed']);
export type RunState = z.infer<typeof runState>;
