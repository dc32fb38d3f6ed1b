import type { ColumnProfile } from '#app/data/tables/profile.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { significant } from '#app/numbers.ts';
import { dateWords, detailOf, figureWords } from '#renderer/ui/cell-words.ts';
import { count, smallPercent } from '#renderer/ui/format.ts';

/** One thing that is known of a column. */
export interface Fact {
  name: string;
  words: string;
  /** The column that it is about too. */
  with?: string;
  /** Something that its owner should see. */
  warn?: boolean;
}

/** Missing cells of more than this share are worth a look. */
const manyMissing = 0.2;

/** What is known of a column, in words: of numbers and dates how they lie, of categories how many. */
export function columnFacts(column: TableColumn, profile: ColumnProfile | null, rows: number, target: string): Fact[] {
  const share = column.missing / Math.max(1, rows);
  const missing: Fact = {
    name: 'Missing',
    words: column.missing === 0 ? 'none' : `${count(column.missing)}, ${smallPercent(share)}`,
    warn: share > manyMissing,
  };
  return [missing, ...kinds(column), ...spread(column, profile), ...relation(profile, target)];
}

function kinds({ categories }: TableColumn): Fact[] {
  if (categories === null) return [];
  const rare = categories.filter((category) => category.rows === 1).length;
  return [{ name: 'Categories', words: count(categories.length) }, ...(rare === 0 ? [] : [{ name: 'In one row', words: count(rare) }])];
}

function spread({ type, least, most, mean, deviation }: TableColumn, profile: ColumnProfile | null): Fact[] {
  if (least === null || most === null) return [];
  if (type === 'boolean') return [{ name: 'Yes', words: mean === null ? '–' : smallPercent(mean) }];
  if (type === 'date') {
    const words = (time: number) => dateWords(time, detailOf([least, most]));
    return [
      { name: 'First', words: words(least) },
      { name: 'Last', words: words(most) },
    ];
  }
  const outliers = profile?.outliers ?? 0;
  return [
    { name: 'Outliers', words: outliers === 0 ? 'none' : count(outliers) },
    { name: 'Least', words: figureWords(least) },
    { name: 'Most', words: figureWords(most) },
    { name: 'Mean', words: mean === null ? '–' : significant(mean) },
    { name: 'Median', words: profile?.quartiles ? significant(profile.quartiles.median) : '–' },
    { name: 'Deviation', words: deviation === null ? '–' : significant(deviation) },
  ];
}

function relation(profile: ColumnProfile | null, target: string): Fact[] {
  return profile === null || profile.correlation === null
    ? []
    : [{ name: 'Correlation', words: correlationWords(profile.correlation), with: target }];
}

/** A correlation with its sign: "+0.87", "−0.31". */
export const correlationWords = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
