import type { TextLook } from '../../contract/texts.ts';
import { looksLikeSeries } from '../series/suggested.ts';
import type { SeenColumn } from '../tables/suggested.ts';

/** A column of such texts is what the file is about, whatever stands beside it. Characters, on average. */
const longText = 60;
/** Beside fewer columns than these a shorter text is what the file is about too. */
const fewColumns = 4;

/** What a look at a file as texts told. */
export type SeenTexts = Pick<TextLook, 'kind' | 'suggested'> & {
  columns: readonly Pick<TextLook['columns'][number], 'name' | 'meanLength'>[];
};

/** What the rows of a file most likely are: texts with what is said of them, moments of a series, or things with their properties. */
export function likelyKind(texts: SeenTexts | null, columns: readonly SeenColumn[], looked: number): 'texts' | 'tables' | 'series' {
  if (columns.some(({ type }) => type === 'image')) return 'tables';
  if (texts !== null && aboutTexts(texts, columns)) return 'texts';
  return looksLikeSeries(columns, looked) ? 'series' : 'tables';
}

function aboutTexts({ kind, suggested, columns: read }: SeenTexts, columns: readonly SeenColumn[]): boolean {
  if (kind !== 'table' && kind !== 'json-lines') return true;
  const free = columns.some(({ name, type }) => type === 'text' && name === suggested.text);
  const length = read.find(({ name }) => name === suggested.text)?.meanLength ?? 0;
  return free && (length >= longText || columns.length < fewColumns);
}
