import { counted } from '../numbers.ts';
import type { GradientClipping, NumberLoss, RunConfig, Schedule } from './config.ts';

/** A setting as a line to read: "Learning rate", "0.001". */
export interface SettingWords {
  label: string;
  value: string;
}

const optimizers = { adam: 'Adam', sgd: 'SGD with momentum', rmsprop: 'RMSprop' };
/** What each loss of numbers is called. */
export const numberLosses: Readonly<Record<NumberLoss, string>> = {
  mse: 'Mean squared error',
  mae: 'Mean absolute error',
  huber: 'Huber',
};
const engines = { auto: 'the fastest there is', tensorflow: 'TensorFlow', portable: 'portable' };
/** 1e9 rather than nine noughts. */
const plain = (value: number): string => (value >= 1e6 ? value.toExponential().replace('+', '') : String(value));
const share = (value: number): string => `${Number((value * 100).toPrecision(4))} %`;

/**
 * A run's settings as lines to read, in the order and under the names of the settings' form; those that play no part are
 * left out. Two configurations give the same lines exactly when they make the same run.
 */
export function configWords(config: RunConfig): SettingWords[] {
  const { augmentation, earlyStopping } = config;
  const lines: [label: string, value: string | false][] = [
    ['Epochs', String(config.epochs)],
    ['Batch size', String(config.batchSize)],
    ['Optimizer', optimizers[config.optimizer]],
    ['Learning rate', plain(config.learningRate)],
    ['Momentum', config.optimizer === 'sgd' && String(config.momentum)],
    ['Schedule', config.schedule.kind !== 'constant' && scheduleWords(config.schedule)],
    ['Loss', config.loss !== 'mse' && numberLosses[config.loss]],
    ['Seed', String(config.seed)],
    ['Flip', (augmentation.flipHorizontal || augmentation.flipVertical) && flipWords(augmentation)],
    ['Shift', augmentation.shift > 0 && `up to ${share(augmentation.shift)}`],
    ['Rotate', augmentation.rotate > 0 && `up to ${augmentation.rotate}°`],
    ['Brightness', augmentation.brightness > 0 && `± ${share(augmentation.brightness)}`],
    ['Early stopping', earlyStopping !== null && stoppingWords(earlyStopping)],
    ['Gradient clipping', config.clipping !== null && clippingWords(config.clipping)],
    ['Class weights', config.classWeights === 'balanced' && 'balanced'],
    ['Engine', engines[config.engine]],
  ];
  return lines.flatMap(([label, value]) => (value === false ? [] : [{ label, value }]));
}

/** A schedule with its numbers: "× 0.5 every 10 epochs". */
export function scheduleWords(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'constant':
      return 'constant';
    case 'step':
      return `× ${schedule.factor} every ${schedule.every === 1 ? 'epoch' : counted(schedule.every, 'epoch')}`;
    case 'exponential':
      return `× ${schedule.factor} an epoch`;
    case 'cosine': {
      const [warmup, floor] = [schedule.warmup, schedule.floor];
      return `cosine${warmup > 0 ? `, ${counted(warmup, 'epoch')} of warm-up` : ''}${floor > 0 ? `, down to ${share(floor)}` : ''}`;
    }
  }
}

/** A bound on the gradients with its number: "all together to a length of 1". */
export function clippingWords({ by, at }: GradientClipping): string {
  const what = { value: 'each number to', norm: 'each weight to a length of', 'global-norm': 'all together to a length of' }[by];
  return `${what} ${plain(at)}`;
}

function flipWords({ flipHorizontal, flipVertical }: RunConfig['augmentation']): string {
  return [flipHorizontal && 'left and right', flipVertical && 'upside down'].filter((word) => word !== false).join(', ');
}

function stoppingWords({ patience, minDelta }: NonNullable<RunConfig['earlyStopping']>): string {
  return `after ${counted(patience, 'epoch')} without a fall${minDelta > 0 ? ` of ${minDelta}` : ''}`;
}
