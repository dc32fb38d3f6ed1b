import type { BlockContext } from '#app/blocks/block.ts';
import {
  type EngineChoice,
  type GradientClipping,
  type NumberLoss,
  type OptimizerName,
  type RunConfig,
  type Schedule,
  usualBatch,
} from '#app/runs/config.ts';
import { suggestedEpochs } from '#app/runs/suggested-epochs.ts';

/**
 * The settings of a run as they are edited; `config` is what the core gets. Epochs and batch size follow the forecast and
 * the data until somebody chooses them.
 */
export class RunSettings {
  #epochs = $state<number | null>(null);
  #suggested = $state(suggestedEpochs(null));
  #batchSize = $state<number | null>(null);
  #items = $state(Number.POSITIVE_INFINITY);
  #answers = $state<NonNullable<BlockContext['answers']>>('item');
  #choosesLoss = $state(false);
  optimizer = $state<OptimizerName>('adam');
  learningRate = $state(0.001);
  momentum = $state(0.9);
  loss = $state<NumberLoss>('mse');
  clips = $state(false);
  clipBy = $state<GradientClipping['by']>('global-norm');
  clipAt = $state(1);
  seed = $state(7);
  balanced = $state(false);
  flipHorizontal = $state(false);
  flipVertical = $state(false);
  shift = $state(0);
  rotate = $state(0);
  brightness = $state(0);
  stopEarly = $state(false);
  patience = $state(5);
  minDelta = $state(0);
  engine = $state<EngineChoice>('auto');
  schedule = $state.raw<Schedule>({ kind: 'constant' });

  /** Begins as `from`, a run's settings that are copied, or with what suits a first run. */
  constructor(from: RunConfig | null, engine: EngineChoice) {
    this.engine = engine;
    if (from === null) return;
    this.#epochs = from.epochs;
    this.#batchSize = from.batchSize;
    this.optimizer = from.optimizer;
    this.learningRate = from.learningRate;
    this.momentum = from.momentum;
    this.loss = from.loss;
    this.clips = from.clipping !== null;
    this.clipBy = from.clipping?.by ?? 'global-norm';
    this.clipAt = from.clipping?.at ?? 1;
    this.seed = from.seed;
    this.balanced = from.classWeights === 'balanced';
    this.flipHorizontal = from.augmentation.flipHorizontal;
    this.flipVertical = from.augmentation.flipVertical;
    this.shift = from.augmentation.shift;
    this.rotate = from.augmentation.rotate;
    this.brightness = from.augmentation.brightness;
    this.stopEarly = from.earlyStopping !== null;
    this.patience = from.earlyStopping?.patience ?? 5;
    this.minDelta = from.earlyStopping?.minDelta ?? 0;
    this.engine = from.engine;
    this.schedule = from.schedule;
  }

  get epochs(): number {
    return this.#epochs ?? this.#suggested;
  }
  set epochs(epochs: number) {
    this.#epochs = epochs;
  }
  get batchSize(): number {
    return this.#batchSize ?? Math.max(1, Math.min(usualBatch, this.#items));
  }
  set batchSize(size: number) {
    this.#batchSize = size;
  }

  /** The data are these now: so many items to train on, which are answered as `context` says; null: not known yet. */
  fit(items: number, context: Pick<BlockContext, 'answers' | 'shares' | 'heads'> | null): void {
    this.#items = items;
    this.#answers = context?.answers ?? 'item';
    this.#choosesLoss =
      context?.shares === undefined && (context?.heads ?? [{ answers: this.#answers }]).some(({ answers }) => answers === 'numbers');
  }
  /** What is answered. */
  get answers(): NonNullable<BlockContext['answers']> {
    return this.#answers;
  }
  /** Whether mistakes on rare classes can count more: where an item has one class. */
  get weighable(): boolean {
    return this.#answers === 'item';
  }
  /** Whether there is a loss to choose: for numbers, of which quantiles have one of their own. */
  get choosesLoss(): boolean {
    return this.#choosesLoss;
  }
  /** An epoch is forecast to take so long; null: not measured yet. */
  suggest(secondsPerEpoch: number | null): void {
    this.#suggested = suggestedEpochs(secondsPerEpoch);
  }

  get config(): RunConfig {
    return {
      epochs: this.epochs,
      batchSize: this.batchSize,
      optimizer: this.optimizer,
      learningRate: this.learningRate,
      momentum: this.momentum,
      schedule: this.schedule,
      clipping: this.clips ? { by: this.clipBy, at: this.clipAt } : null,
      loss: this.#choosesLoss ? this.loss : 'mse',
      seed: this.seed,
      classWeights: this.balanced && this.weighable ? 'balanced' : 'none',
      augmentation: {
        flipHorizontal: this.flipHorizontal,
        flipVertical: this.flipVertical,
        shift: this.shift,
        rotate: this.rotate,
        brightness: this.brightness,
      },
      earlyStopping: this.stopEarly ? { patience: this.patience, minDelta: this.minDelta } : null,
      engine: this.engine,
    };
  }

  /** The augmentation in words, for its folded heading. */
  get augmentationWords(): string {
    const words = [
      this.flipHorizontal || this.flipVertical ? 'flip' : '',
      this.shift > 0 ? `shift ${Math.round(this.shift * 100)} %` : '',
      this.rotate > 0 ? `rotate ${this.rotate}°` : '',
      this.brightness > 0 ? `brightness ${Math.round(this.brightness * 100)} %` : '',
    ].filter((word) => word !== '');
    return words.length === 0 ? 'none' : words.join(', ');
  }
}
