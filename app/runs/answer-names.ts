import type { JudgedAnswers } from '../data/preprocessing.ts';

/** What a model answers, and what it is judged by: accuracy is the share of these that are answered right. */
export const answerNames: Readonly<Record<JudgedAnswers, { one: string; judged: string | null }>> = {
  class: { one: 'class', judged: null },
  tags: { one: 'tag', judged: 'words' },
  next: { one: 'token', judged: 'tokens' },
  labels: { one: 'label', judged: 'labels' },
  numbers: { one: 'number', judged: null },
};

/** What accuracy is called where it is not that of items: "Accuracy of words". */
export const accuracyName = (answers: JudgedAnswers): string => {
  const { judged } = answerNames[answers];
  return judged === null ? 'Accuracy' : `Accuracy of ${judged}`;
};
