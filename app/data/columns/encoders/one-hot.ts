import { z } from 'zod';
import { type ColumnValues, namesOf } from '../column.ts';
import type { ColumnEncoder } from './encoder.ts';

const missing = z.enum(['drop', 'zeros', 'own', 'most-frequent']);
const settings = z.object({ kind: z.literal('one-hot'), missing });
const state = z.object({
  kind: z.literal('one-hot'),
  /** The categories of the training part, a feature each, in the order of the dataset's. */
  categories: z.array(z.string()),
  /** `value`: the place in `categories` that a missing cell is taken for. */
  missing: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['drop', 'zeros', 'own']) }),
    z.object({ kind: z.literal('value'), value: z.int() }),
  ]),
});

/** One feature a category, 1 for the one that is there and 0 for all others; 0 everywhere for one that training has not seen. */
export const oneHot: ColumnEncoder<z.infer<typeof settings>, z.infer<typeof state>> = {
  kind: 'one-hot',
  title: 'One-hot',
  summary: 'A feature for each category, 1 for the one that is there: none counts for more than another.',
  takes: ['category', 'boolean'],
  settings,
  state,
  fit({ missing }, column) {
    const counts = countsOf(column);
    const seen = namesOf(column).filter((_, place) => (counts[place] ?? 0) > 0);
    const most = counts.indexOf(Math.max(...counts));
    const frequent = seen.indexOf(namesOf(column)[most] ?? '');
    return {
      kind: 'one-hot',
      categories: seen,
      missing: missing === 'most-frequent' ? { kind: 'value', value: frequent } : { kind: missing },
    };
  },
  features: ({ categories, missing }, name) =>
    [...categories, ...(missing.kind === 'own' ? ['missing'] : [])].map((each) => `${name} = ${each}`),
  writer({ categories, missing }, column) {
    const places = new Map(categories.map((name, place) => [name, place]));
    const placeOf = namesOf(column).map((name) => places.get(name) ?? -1);
    const ofMissing = missing.kind === 'value' ? missing.value : missing.kind === 'own' ? categories.length : -1;
    const width = categories.length + (missing.kind === 'own' ? 1 : 0);
    const { values } = column;
    return (row, into, offset) => {
      into.fill(0, offset, offset + width);
      const value = values[row] ?? Number.NaN;
      const place = Number.isNaN(value) ? ofMissing : (placeOf[value] ?? -1);
      if (place >= 0) into[offset + place] = 1;
    };
  },
};

function countsOf(column: ColumnValues): number[] {
  const counts = namesOf(column).map(() => 0);
  for (const value of column.values) if (!Number.isNaN(value)) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
