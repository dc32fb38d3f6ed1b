import type { TableLook } from '#app/contract/tables.ts';
import type { SeenColumn } from '#app/data/tables/suggested.ts';
import { isFreeText, type TableColumn } from '#app/data/tables/table-columns.ts';
import { dateWords, detailOf, figureWords } from '#renderer/ui/cell-words.ts';
import { count, plural, smallPercent } from '#renderer/ui/format.ts';

/** A column as it is listed, whether it was looked at or imported; `facts`: what its values reach over. */
export type ListedColumn = SeenColumn &
  Pick<TableLook['columns'][number], 'unit' | 'numbers' | 'dates'> & {
    facts: string;
    /** False of texts or images that were only counted, and cannot go in any more. */
    kept?: boolean;
  };

/** A column that was imported, as it is listed where one chooses how it goes in. */
export const listedColumn = (column: TableColumn): ListedColumn => ({
  name: column.name,
  unit: column.unit,
  type: column.type,
  numbers: null,
  dates: null,
  distinct: distinctOf(column),
  // Series that were imported have their key.
  tellsApart: false,
  missing: column.missing,
  facts: rangeWords(column),
  kept: !isFreeText(column.type) || column.kept !== undefined,
});

/** Of numbers and dates how many there are is not known: two where they differ. */
const distinctOf = ({ categories, kept, least, most }: TableColumn): number => categories?.length ?? kept ?? (least === most ? 1 : 2);

const freeNames = { text: 'free text', image: 'images' } as const;

/** What a column's values reach over: "5.8 to 12.25", "12 categories"; empty of none. */
export function rangeWords({
  type,
  categories,
  kept,
  least,
  most,
}: Pick<TableColumn, 'type' | 'categories' | 'kept' | 'least' | 'most'>): string {
  if (isFreeText(type)) return kept === undefined ? freeNames[type === 'text' ? 'text' : 'image'] : plural(kept, `different ${type}`);
  if (categories !== null) return `${count(categories.length)} ${categories.length === 1 ? 'category' : 'categories'}`;
  if (least === null || most === null) return 'nothing in it';
  if (type === 'boolean') return least === most ? `always ${least === 1 ? 'yes' : 'no'}` : 'yes or no';
  const words = type === 'date' ? (value: number) => dateWords(value, detailOf([least, most])) : figureWords;
  return least === most ? `always ${words(least)}` : `${words(least)} to ${words(most)}`;
}

/** How many cells a column misses: "3 % missing"; empty where none is. */
export const missingWords = (missing: number, rows: number): string =>
  missing === 0 ? '' : `${smallPercent(missing / Math.max(1, rows))} missing`;
