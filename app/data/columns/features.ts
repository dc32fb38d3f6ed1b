import { type FeatureWriter, featuresOf, writerOf } from './encoders/index.ts';
import { type Columns, columnOf, type FittedColumns } from './fitted.ts';

/** Rows as the network gets them. */
export interface RowFeatures {
  /** Features of a row. */
  width: number;
  /** Writes a row's features into `into` from `offset` on. */
  write: FeatureWriter;
}

/** The features of rows of these columns, in order. */
export function rowFeatures({ inputs }: Pick<FittedColumns, 'inputs'>, columns: Columns): RowFeatures {
  let width = 0;
  const writers = inputs.map(({ column, state }) => {
    const at = width;
    width += featuresOf(state, column).length;
    return { at, write: writerOf(state, columnOf(columns, column)) };
  });
  return {
    width,
    write(row, into, offset) {
      for (const { at, write } of writers) write(row, into, offset + at);
    },
  };
}
