import type { Dataset } from '#app/contract/datasets.ts';
import { dataWords } from '#app/data/item-words.ts';
import { answersOf, type DataKind } from '#app/data/preprocessing.ts';
import { count } from '#renderer/ui/format.ts';

/** What it was read from: tagged words come as sentences. */
const sources: Readonly<Record<DataKind | 'sentences', { source: string; sources: string }>> = {
  images: { source: 'file', sources: 'files' },
  texts: { source: 'row', sources: 'rows' },
  tables: { source: 'row', sources: 'rows' },
  series: { source: 'row', sources: 'rows' },
  sentences: { source: 'sentence', sources: 'sentences' },
};

/** What an item is called, and what it was read from. */
export const itemWords = ({ kind, preprocessing }: Pick<Dataset, 'kind' | 'preprocessing'>) => ({
  ...dataWords(preprocessing),
  ...sources[answersOf(preprocessing) === 'tags' ? 'sentences' : kind],
});

/** Where a text stands, as a title has it: "line 1049" of its file becomes "Line 1,049". */
export function placeWords(path: string): string {
  const line = /^line (\d+)$/.exec(path)?.[1];
  return line === undefined ? path : `Line ${count(Number(line))}`;
}

/** What a class is called, and what has it: an item, or each word of one. Null where nothing has any. */
export function classWords(dataset: Pick<Dataset, 'kind' | 'preprocessing'>): { one: string; many: string; of: string } | null {
  const answers = answersOf(dataset.preprocessing);
  if (answers === 'next' || answers === 'numbers' || answers === 'labels' || answers === 'several') return null;
  return answers === 'tags' ? { one: 'tag', many: 'tags', of: 'words' } : { one: 'class', many: 'classes', of: itemWords(dataset).many };
}
