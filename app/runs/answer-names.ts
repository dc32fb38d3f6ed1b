import type { TextAnswers } from '../data/texts/preprocessing.ts';

/** What a model answers, and what it is judged by: accuracy is the share of these that are answered right. */
export const answerNames: Readonly<Record<TextAnswers, { one: string; judged: string | null }>> = {
  class: { one: 'class', judged: null },
  tags: { one: 'tag', judged: 'words' },
  next: { one: 'token', judged: 'tokens' },
};

/** What accuracy is called where it is not that of items: "Accuracy of words". */
export const accuracyName = (answers: TextAnswers): string => {
  const { judged } = answerNames[answers];
  return judged === null ? 'Accuracy' : `Accuracy of ${judged}`;
};
