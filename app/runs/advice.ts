import type { Epoch } from '../contract/runs.ts';
import type { TextAnswers } from '../data/texts/preprocessing.ts';
import { counted } from '../numbers.ts';
import { answerNames } from './answer-names.ts';

/** What a run's curves say that its owner should know. */
export type Advice = { kind: 'overfits'; best: number; message: string } | { kind: 'collapsed'; message: string };

/** Epochs without a better validation loss before one speaks of it. */
const patience = 3;
/** Rises of the validation loss below these are noise. */
const leastRise = { share: 0.02, nats: 0.01 };

/** The most important thing to say of a run's finished epochs, or null. `majority` is the accuracy of always answering the most frequent one. */
export function adviceOf(epochs: readonly Epoch[], majority: number | null, answers: TextAnswers = 'class'): Advice | null {
  const validated = epochs.flatMap(({ epoch, validation, train }) => (validation === null ? [] : [{ epoch, validation, train }]));
  const last = validated.at(-1);
  if (last === undefined) return null;
  const best = validated.reduce((least, one) => (one.validation.loss < least.validation.loss ? one : least));
  const since = last.epoch - best.epoch;
  const lately = Math.min(...validated.slice(-patience).map(({ validation }) => validation.loss));
  const rise = lately - best.validation.loss;
  const rises = rise > leastRise.nats && rise > best.validation.loss * leastRise.share;
  if (since >= patience && rises && last.train.loss < best.train.loss)
    return {
      kind: 'overfits',
      best: best.epoch,
      message: `Validation loss has not fallen for ${counted(since, 'epoch')} while training loss goes on falling: the model begins to learn by heart. Epoch ${best.epoch} is the best.`,
    };
  if (majority !== null && validated.length >= 5 && validated.every((one) => Math.abs(one.validation.accuracy - majority) < 1e-6))
    return {
      kind: 'collapsed',
      message: `The model answers the most frequent ${answerNames[answers].one} every time. ${
        answers === 'class' ? 'A lower learning rate or balanced class weights may help.' : 'A lower learning rate may help.'
      }`,
    };
  return null;
}
