import { type FeatureWriter, widthOf, writerOf } from './encoders/index.ts';
import { type Columns, columnOf, type FittedColumns } from './fitted.ts';

/** Rows as the network gets them. */
export interface RowFeatures {
  /** Features of a row. */
  width: number;
  /** Writes a row's features into `into` from `offset` on. */
  write: FeatureWriter;
  /** The same with 0 for all inputs but those that are known ahead. */
  writeAhead: FeatureWriter;
}

/** The features of rows of these columns, in order; `knownAhead`: columns that are told of rows that are still to come. */
export function rowFeatures({ inputs }: Pick<FittedColumns, 'inputs'>, columns: Columns, knownAhead: readonly string[] = []): RowFeatures {
  let width = 0;
  const writers = inputs.map(({ column, state }) => {
    const at = width;
    width += widthOf(state);
    return { column, at, write: writerOf(state, columnOf(columns, column)) };
  });
  const ahead = writers.filter(({ column }) => knownAhead.includes(column));
  return {
    width,
    write(row, into, offset) {
      for (const { at, write } of writers) write(row, into, offset + at);
    },
    writeAhead(row, into, offset) {
      into.fill(0, offset, offset + width);
      for (const { at, write } of ahead) write(row, into, offset + at);
    },
  };
}
