import type { TableLook } from '#app/contract/tables.ts';
import type { EncoderSettings } from '#app/data/columns/encoders/index.ts';
import type { ColumnType } from '#app/data/tables/table-columns.ts';

type LookedColumn = TableLook['columns'][number];
/** How a column is told to be read, beside its name. */
export type ReadColumn = Omit<NonNullable<TableLook['import']['shape']['columns']>[number], 'name'>;

/** What a column holds. */
export const typeNames: Readonly<Record<ColumnType, string>> = {
  number: 'Number',
  date: 'Date',
  boolean: 'Yes or no',
  category: 'Category',
  text: 'Free text',
  image: 'Image',
};

/** A way to read a column, as a choice. */
export interface ReadChoice {
  value: string;
  label: string;
  note?: string;
  read: ReadColumn;
}

const numberLooks = [
  ['.', '', '1234.5'],
  ['.', ',', '1,234.5'],
  ['.', ' ', '1 234.5'],
  ['.', "'", "1'234.5"],
  [',', '', '1234,5'],
  [',', '.', '1.234,5'],
  [',', ' ', '1 234,5'],
  [',', "'", "1'234,5"],
] as const;
const dateNames = {
  iso: 'year first',
  'day-first': 'day first',
  'month-first': 'month first',
  'epoch-seconds': 'seconds since 1970',
  'epoch-milliseconds': 'milliseconds since 1970',
} as const;

const numberChoices: readonly ReadChoice[] = numberLooks.map(([decimal, thousands, example]) => ({
  value: `number ${example}`,
  label: `Number ${example}`,
  read: { type: 'number', decimal, thousands },
}));
const dateChoices: readonly ReadChoice[] = (Object.keys(dateNames) as (keyof typeof dateNames)[]).map((dates) => ({
  value: `date ${dates}`,
  label: `Date, ${dateNames[dates]}`,
  read: { type: 'date', dates },
}));
const plainChoices: readonly ReadChoice[] = (['boolean', 'category', 'text', 'image'] as const).map((type) => ({
  value: type,
  label: typeNames[type],
  read: { type },
}));

/** Every way to read a column. */
export const readChoices: readonly ReadChoice[] = [...numberChoices, ...dateChoices, ...plainChoices];

/** The way a column is read. */
export function readValue({ type, numbers, dates }: Pick<LookedColumn, 'type' | 'numbers' | 'dates'>): string {
  const chosen = readChoices.find(
    ({ read }) =>
      read.type === type &&
      (numbers === null || (read.decimal === numbers.decimal && read.thousands === numbers.thousands)) &&
      (dates === null || read.dates === dates),
  );
  return chosen?.value ?? type;
}

const noCells = 'Drop the row';
/** What becomes of missing cells, by encoder: the least that each can do with them. */
export const missingChoices: Readonly<Record<EncoderSettings['kind'], readonly { value: string; label: string }[]>> = {
  number: [
    { value: 'drop', label: noCells },
    { value: 'mean', label: 'Mean' },
    { value: 'median', label: 'Median' },
    { value: 'most-frequent', label: 'Most frequent' },
    { value: 'forward', label: 'The one above' },
    { value: 'mark', label: 'A mark' },
  ],
  'one-hot': [
    { value: 'drop', label: noCells },
    { value: 'zeros', label: 'No category' },
    { value: 'own', label: 'A kind of its own' },
    { value: 'most-frequent', label: 'Most frequent' },
  ],
  integer: [
    { value: 'drop', label: noCells },
    { value: 'own', label: 'A kind of its own' },
  ],
  cyclical: [
    { value: 'drop', label: noCells },
    { value: 'most-frequent', label: 'Most frequent' },
    { value: 'forward', label: 'The one above' },
  ],
  text: [
    { value: 'drop', label: noCells },
    { value: 'empty', label: 'An empty text' },
  ],
  image: [{ value: 'drop', label: noCells }],
};
