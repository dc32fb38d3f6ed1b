import { counted } from '../numbers.ts';
import type { RunConfig } from './config.ts';

/** One thing in which two runs' settings differ, in words. */
export interface SettingDifference {
  label: string;
  before: string;
  after: string;
  /** "learning rate 0.001→0.01". */
  text: string;
}

type Setting = [label: string, value: (config: RunConfig) => string];
const yesNo = (value: boolean) => (value ? 'on' : 'off');

/** Everything a run's result depends on, named as the settings' form names it. */
const settings: readonly Setting[] = [
  ['epochs', ({ epochs }) => String(epochs)],
  ['batch size', ({ batchSize }) => String(batchSize)],
  ['optimizer', ({ optimizer }) => optimizer],
  ['learning rate', ({ learningRate }) => String(learningRate)],
  ['momentum', ({ optimizer, momentum }) => (optimizer === 'sgd' ? String(momentum) : 'unused')],
  ['schedule', ({ schedule }) => scheduleText(schedule)],
  ['loss', ({ loss }) => loss],
  ['seed', ({ seed }) => String(seed)],
  ['class weights', ({ classWeights }) => classWeights],
  ['flip horizontal', ({ augmentation }) => yesNo(augmentation.flipHorizontal)],
  ['flip vertical', ({ augmentation }) => yesNo(augmentation.flipVertical)],
  ['shift', ({ augmentation }) => String(augmentation.shift)],
  ['rotate', ({ augmentation }) => `${augmentation.rotate}°`],
  ['brightness', ({ augmentation }) => String(augmentation.brightness)],
  ['early stopping', ({ earlyStopping }) => (earlyStopping === null ? 'off' : stoppingText(earlyStopping))],
  ['engine', ({ engine }) => engine],
];

function stoppingText({ patience, minDelta }: NonNullable<RunConfig['earlyStopping']>): string {
  return `after ${counted(patience, 'epoch')} without a fall${minDelta > 0 ? ` of ${minDelta}` : ''}`;
}

/** A schedule with its numbers: "step 0.5 every 10". */
function scheduleText(schedule: RunConfig['schedule']): string {
  switch (schedule.kind) {
    case 'constant':
      return 'constant';
    case 'step':
      return `step ${schedule.factor} every ${schedule.every}`;
    case 'exponential':
      return `exponential ${schedule.factor}`;
    case 'cosine':
      return `cosine${schedule.warmup > 0 ? `, warm-up ${schedule.warmup}` : ''}${schedule.floor > 0 ? `, floor ${schedule.floor}` : ''}`;
  }
}

/** What differs between two runs' settings, in the order of the form. */
export function differingSettings(before: RunConfig, after: RunConfig): SettingDifference[] {
  return settings.flatMap(([label, value]) => {
    const [from, to] = [value(before), value(after)];
    return from === to ? [] : [{ label, before: from, after: to, text: `${label} ${from}→${to}` }];
  });
}

/** A run's settings as lines to read, named as the form names them; those that play no part are left out. */
export function configWords(config: RunConfig): { label: string; value: string }[] {
  const silent = new Set(['unused', 'off', 'none', '0', '0°']);
  return settings.flatMap(([label, value]) => {
    const text = value(config);
    return silent.has(text) && label !== 'seed' ? [] : [{ label: label.charAt(0).toUpperCase() + label.slice(1), value: text }];
  });
}
