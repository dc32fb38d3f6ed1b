import type { HeadSettings } from '#app/graph/head.ts';
import type { TrainableModel } from '../engine.ts';
import { sigmoid, softmax } from './classes.ts';
import type { Head } from './head.ts';
import { labels } from './labels.ts';
import { numberHead } from './numbers.ts';
import { perStep, stepsOf } from './per-step.ts';
import { pinball, pointLosses } from './point-losses.ts';
import { several } from './several.ts';

/** The head of one answer an item. */
export function headFor(settings: HeadSettings): Head {
  switch (settings.kind) {
    case 'softmax':
      return softmax;
    case 'sigmoid':
      return sigmoid;
    case 'labels':
      return labels;
    case 'numbers':
      return numberHead({ loss: pointLosses[settings.loss], columns: 1, middle: 0, units: settings.units });
    case 'quantiles': {
      const { shares, units } = settings;
      return numberHead({ loss: pinball(shares), columns: shares.length, middle: nearestMiddle(shares), units });
    }
    case 'several':
      return several(settings.heads.map(({ head, ...widths }) => ({ ...widths, head: headFor(head) })));
  }
}

/** What a model that names none has. */
export const settingsOf = ({ head = { kind: 'softmax' } }: Pick<TrainableModel, 'head'>): HeadSettings => head;

/** The model's head; where each step has a class of its own, one over steps. */
export function headOf(model: TrainableModel): Head {
  const head = headFor(settingsOf(model));
  return stepsOf(model) === null ? head : perStep(head);
}

/** Shape of the answers to `size` items: [size], [size, steps], [size, labels], [size, numbers], or [size, all of these]. */
export function answersShape(model: TrainableModel, size: number): number[] {
  const steps = stepsOf(model);
  if (steps !== null) return [size, steps];
  const settings = settingsOf(model);
  const last = model.logits.outputs[0]?.shape.at(-1) ?? 1;
  switch (settings.kind) {
    case 'softmax':
    case 'sigmoid':
      return [size];
    case 'labels':
    case 'numbers':
      return [size, last];
    case 'quantiles':
      return [size, last / settings.shares.length];
    case 'several':
      return [size, settings.heads.reduce((sum, { answers }) => sum + answers, 0)];
  }
}

/** Which of the shares is nearest to one half. */
function nearestMiddle(shares: readonly number[]): number {
  const off = shares.map((share) => Math.abs(share - 0.5));
  return off.indexOf(Math.min(...off));
}
