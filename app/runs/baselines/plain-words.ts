import type { AnsweredData } from '../../data/columns/answered-columns.ts';
import type { JudgedAnswers } from '../../data/preprocessing.ts';
import { counted } from '../../numbers.ts';
import { answerNames } from '../answer-names.ts';

/** The plain answer that a run is compared with while it is trained, in words: "always the most frequent class"; `data`: undefined while not known. */
export function plainWords(answers: JudgedAnswers, data: AnsweredData | undefined): string {
  if (answers === 'labels') return 'each label’s more frequent side';
  if (answers !== 'numbers') return `always the most frequent ${answerNames[answers].one}`;
  if (data === undefined) return 'an answer without a model';
  if (data.preprocessing.kind !== 'series') return 'always the training median';
  const season = data.table?.series?.season ?? null;
  // What lies before the window is not looked at.
  return season === null || season > data.preprocessing.window ? 'the last value again' : `the value ${counted(season, 'step')} earlier`;
}
