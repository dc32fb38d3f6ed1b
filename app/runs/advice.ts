import type { Epoch, Run } from '../contract/runs.ts';
import type { JudgedAnswers } from '../data/preprocessing.ts';
import { counted } from '../numbers.ts';
import { answerNames } from './answer-names.ts';
import { figureOf } from './measure.ts';

/** What a run's curves say that its owner should know. */
export type Advice = { kind: 'overfits'; best: number; message: string } | { kind: 'collapsed' | 'diverged'; message: string };

/** Epochs without a better validation loss before one speaks of it. */
const patience = 3;
/** Rises of the validation loss below these are noise; the loss of numbers is in no unit that all have. */
const leastRise = { share: 0.02, nats: 0.01 };
/** No guessing costs so much: −ln of one in a hundred million. */
const guessing = 18.4;
/** A training loss so many times its lowest, and above where it began, is no swing any more. */
const runsAway = 3;

/** The most important thing to say of a run's finished epochs, or null; `several`: whether other heads have a share in the loss. */
export function adviceOf(
  { epochs, measure, baseline }: Pick<Run, 'epochs' | 'measure' | 'baseline'>,
  answers: JudgedAnswers = 'class',
  several = false,
): Advice | null {
  const inNats = measure === 'accuracy' && !several;
  if (diverges(epochs, inNats))
    return {
      kind: 'diverged',
      message:
        'The loss has run away: the steps were too long for the model to learn anything. Begin anew with a lower learning rate, or with gradient clipping.',
    };
  const validated = epochs.flatMap(({ epoch, validation, train }) => (validation === null ? [] : [{ epoch, validation, train }]));
  const last = validated.at(-1);
  if (last === undefined) return null;
  const best = validated.reduce((least, one) => (one.validation.loss < least.validation.loss ? one : least));
  const since = last.epoch - best.epoch;
  const lately = Math.min(...validated.slice(-patience).map(({ validation }) => validation.loss));
  const rise = lately - best.validation.loss;
  const rises = (!inNats || rise > leastRise.nats) && rise > best.validation.loss * leastRise.share;
  if (since >= patience && rises && last.train.loss < best.train.loss)
    return {
      kind: 'overfits',
      best: best.epoch,
      message: `Validation loss has not fallen for ${counted(since, 'epoch')} while training loss goes on falling: the model begins to learn by heart. Epoch ${best.epoch} is the best.`,
    };
  const isPlain = (figure: number) => baseline !== null && Math.abs(figure - baseline) < 1e-6;
  if (measure === 'accuracy' && validated.length >= 5 && validated.every(({ validation }) => isPlain(figureOf(validation))))
    return {
      kind: 'collapsed',
      message: `The model answers the most frequent ${answerNames[answers].one} every time. ${
        answers === 'class' && !several ? 'A lower learning rate or balanced class weights may help.' : 'A lower learning rate may help.'
      }`,
    };
  return null;
}

/** Whether the training loss ended above all that guessing a class would cost, or climbed back far above its lowest. */
function diverges(epochs: readonly Epoch[], inNats: boolean): boolean {
  const losses = epochs.map(({ train }) => train.loss);
  const [first, last] = [losses[0], losses.at(-1)];
  if (first === undefined || last === undefined) return false;
  return (inNats && last > guessing) || (last > first && last > runsAway * Math.min(...losses));
}
