import { z } from 'zod';
import { namesOf } from '../column.ts';
import type { ColumnEncoder } from './encoder.ts';

const missing = z.enum(['drop', 'own']);
const settings = z.object({ kind: z.literal('integer'), missing });
/** `categories`: those of the training part, of which the first has code 1. */
const state = z.object({ kind: z.literal('integer'), categories: z.array(z.string()), missing: z.object({ kind: missing }) });

/** Code of what training has not seen, and of what is missing where that is a kind of its own. */
const unknown = 0;

/** One feature: the code of the category, a whole number that is no quantity and that CategoryEmbedding looks up. */
export const integer: ColumnEncoder<z.infer<typeof settings>, z.infer<typeof state>> = {
  kind: 'integer',
  title: 'Code for an embedding',
  summary: 'One whole number a category, which the block CategoryEmbedding looks up: for columns of very many categories.',
  takes: ['category'],
  settings,
  state,
  fit({ missing: rule }, column) {
    const seen = new Uint8Array(namesOf(column).length);
    for (let row = 0; row < column.values.length; row += 1) seen[column.values[row] ?? -1] = 1;
    return { kind: 'integer', categories: namesOf(column).filter((_, place) => seen[place] === 1), missing: { kind: rule } };
  },
  features: (_state, name) => [`${name}, code`],
  writer({ categories, missing: { kind } }, column) {
    const codes = new Map(categories.map((name, place) => [name, place + 1]));
    const codeOf = namesOf(column).map((name) => codes.get(name) ?? unknown);
    const ofMissing = kind === 'own' ? unknown : Number.NaN;
    const { values } = column;
    return (row, into, offset) => {
      const value = values[row] ?? Number.NaN;
      into[offset] = Number.isNaN(value) ? ofMissing : (codeOf[value] ?? unknown);
    };
  },
};

/** How many codes there are. */
export const integerCodes = ({ categories }: Pick<z.infer<typeof state>, 'categories'>): number => categories.length + 1;
