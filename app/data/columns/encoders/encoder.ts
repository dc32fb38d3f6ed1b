import type { z } from 'zod';
import type { RowPart } from '../../../blocks/block.ts';
import type { ColumnType } from '../../tables/table-columns.ts';
import type { ColumnValues } from '../column.ts';

/** Writes the features of a row into `into` from `offset` on. */
export type FeatureWriter = (row: number, into: Float32Array, offset: number) => void;

/** A way to make features of a column's cells: one file each. What was fitted is plain data, stored with the model. */
export interface ColumnEncoder<Settings extends { kind: string }, State extends { kind: string }> {
  kind: Settings['kind'];
  /** As a choice in a list, and one sentence on what it does and when it suits. */
  title: string;
  summary: string;
  takes: readonly ColumnType[];
  settings: z.ZodType<Settings>;
  state: z.ZodType<State>;
  /** Fits to the training part's cells, in order. Throws `column-without-numbers` where it needs some and there are none. */
  fit(settings: Settings, column: ColumnValues): State;
  /** What each feature is called, after the column's name. */
  features(state: State, name: string): string[];
  /** What the features are together, of an image or a text. Absent: each is a number by itself. */
  part?(state: State): Pick<RowPart, 'shape' | 'data'>;
  /** Of any rows of such a column, in order, the training part's or others. */
  writer(state: State, column: ColumnValues): FeatureWriter;
}
