import type { Dataset } from '#app/contract/datasets.ts';

/** How many answers an accuracy on the validation part counts, and whether that is an estimate. */
export interface AnswerCount {
  answers: number;
  about: boolean;
}

/** Of items one each, or all their labels; of tagged texts their words; where the next token is learned about as many as texts of the mean length have. */
export function validationAnswers(dataset: Dataset): AnswerCount {
  const { preprocessing, parts, classes, texts } = dataset;
  if (preprocessing.kind === 'tables' && preprocessing.answers === 'labels')
    return { answers: parts.validation * preprocessing.targets.length, about: false };
  if (preprocessing.kind !== 'texts' || preprocessing.answers === 'class' || texts === null)
    return { answers: parts.validation, about: false };
  if (preprocessing.answers === 'tags') return { answers: classes.reduce((sum, { validation }) => sum + validation, 0), about: false };
  // Start and end make one answer more than there are tokens; without them nothing follows the last one.
  const each = Math.min(preprocessing.length, texts.lengths.mean + (preprocessing.startEnd ? 1 : -1));
  return { answers: Number((parts.validation * Math.max(0, each)).toPrecision(2)), about: true };
}
