import { z } from 'zod';
import { type ColumnValues, cellsOf } from '../columns/column.ts';
import { encoderState, featuresOf, fitEncoder } from '../columns/encoders/index.ts';
import { wholeRows } from '../columns/missing-values.ts';
import { fitScalers } from '../scaling/chain.ts';
import { scalerState } from '../scaling/index.ts';
import { type TablePreprocessing, tablePreprocessing } from './preprocessing.ts';

/** What was fitted to a table's training part: all it takes to make features of a row, and an answer of what the network says. */
export const fittedTable = z.object({
  settings: tablePreprocessing,
  inputs: z.array(z.object({ column: z.string(), state: encoderState })),
  /** Of numbers that are asked for, one a target; else empty. */
  targets: z.array(z.object({ column: z.string(), scaling: z.array(scalerState) })),
});
export type FittedTable = z.infer<typeof fittedTable>;

/** A table's columns by name. */
export type TableColumns = ReadonlyMap<string, ColumnValues>;

/** The column of that name; throws where the caller has not brought it. */
export function columnOf(columns: TableColumns, name: string): ColumnValues {
  const found = columns.get(name);
  if (found === undefined) throw new TypeError(`the column "${name}" must be among those given`);
  return found;
}

/** Fits to the rows of the training part, in order. Throws `column-without-numbers`. */
export function fitTable(settings: TablePreprocessing, columns: TableColumns, train: Int32Array): FittedTable {
  const trained = (name: string) => cellsOf(columnOf(columns, name), train);
  return {
    settings,
    inputs: settings.inputs.map(({ column, encoder }) => ({ column, state: fitEncoder(encoder, trained(column)) })),
    targets:
      settings.answers === 'numbers'
        ? settings.targets.map((column) => ({ column, scaling: fitScalers(settings.targetScaling, trained(column).values) }))
        : [],
  };
}

/** What each feature is called, in the order in which the network gets them. */
export const featureNames = ({ inputs }: Pick<FittedTable, 'inputs'>): string[] =>
  inputs.flatMap(({ column, state }) => featuresOf(state, column));

/** Rows that can be learned from: none misses a target, or a cell that may not be missing. */
export function usableRows({ targets, inputs }: TablePreprocessing, columns: TableColumns, rows: number): Int32Array<ArrayBuffer> {
  const needed = inputs.filter(({ encoder }) => needs(encoder)).map(({ column }) => column);
  return wholeRows(
    [...targets, ...needed].map((name) => columnOf(columns, name).values),
    rows,
  );
}

const needs = (encoder: TablePreprocessing['inputs'][number]['encoder']): boolean =>
  (typeof encoder.missing === 'string' ? encoder.missing : encoder.missing.kind) === 'drop';

/** The columns that rows are read with: what goes in, and what is asked for. */
export const columnsOf = ({ targets, inputs }: TablePreprocessing): string[] => [
  ...new Set([...targets, ...inputs.map(({ column }) => column)]),
];
