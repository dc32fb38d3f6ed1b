import { type FeatureWriter, featuresOf, writerOf } from '../columns/encoders/index.ts';
import { columnOf, type FittedTable, type TableColumns } from './fitted.ts';

/** Rows as the network gets them. */
export interface TableFeatures {
  /** Features of a row. */
  width: number;
  /** Writes a row's features into `into` from `offset` on. */
  write: FeatureWriter;
}

/** The features of rows of these columns, in order. */
export function tableFeatures({ inputs }: Pick<FittedTable, 'inputs'>, columns: TableColumns): TableFeatures {
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
