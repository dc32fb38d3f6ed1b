import { z } from 'zod';
import { fitScalers } from '../scaling/chain.ts';
import { scalerState } from '../scaling/index.ts';
import { seriesPreprocessing } from '../series/preprocessing.ts';
import { tablePreprocessing } from '../tables/preprocessing.ts';
import { type ColumnValues, cellsOf } from './column.ts';
import { encoderState, featuresOf, fitEncoder } from './encoders/index.ts';
import { dropsMissing } from './input.ts';
import { wholeRows } from './missing-values.ts';

/** How rows of columns become what a network gets. */
export const columnsPreprocessing = z.discriminatedUnion('kind', [tablePreprocessing, seriesPreprocessing]);
export type ColumnsPreprocessing = z.infer<typeof columnsPreprocessing>;

/** What was fitted to the training part: all it takes to make features of rows, and answers of what the network says. */
export const fittedColumns = z.object({
  settings: columnsPreprocessing,
  inputs: z.array(z.object({ column: z.string(), state: encoderState })),
  /** Of numbers that are asked for, one a target; else empty. */
  targets: z.array(z.object({ column: z.string(), scaling: z.array(scalerState) })),
  /** What is answered: the classes in order, or the names of numbers or labels. */
  answers: z.array(z.string()),
});
export type FittedColumns = z.infer<typeof fittedColumns>;

/** Columns by name. */
export type Columns = ReadonlyMap<string, ColumnValues>;

/** The column of that name; throws where the caller has not brought it. */
export function columnOf(columns: Columns, name: string): ColumnValues {
  const found = columns.get(name);
  if (found === undefined) throw new TypeError(`the column "${name}" must be among those given`);
  return found;
}

/** Fits to the rows of the training part, in order. Throws `column-without-numbers`. */
export function fitColumns(settings: ColumnsPreprocessing, columns: Columns, train: Int32Array): FittedColumns {
  const trained = (name: string) => cellsOf(columnOf(columns, name), train);
  return {
    settings,
    inputs: settings.inputs.map(({ column, encoder }) => ({ column, state: fitEncoder(encoder, trained(column)) })),
    targets:
      settings.answers === 'numbers'
        ? settings.targets.map((column) => ({ column, scaling: fitScalers(settings.targetScaling, trained(column).values) }))
        : [],
    answers: settings.answers === 'class' ? classesOf(columnOf(columns, settings.targets[0] ?? '')) : settings.targets,
  };
}

/** What a column of classes can hold, in order. */
export const classesOf = ({ categories }: ColumnValues): string[] => [...(categories ?? ['false', 'true'])];

/** What each feature is called, in the order in which the network gets them. */
export const featureNames = ({ inputs }: Pick<FittedColumns, 'inputs'>): string[] =>
  inputs.flatMap(({ column, state }) => featuresOf(state, column));

/** Rows that can be learned from: none misses a target, or a cell that may not be missing. */
export function usableRows({ targets, inputs }: ColumnsPreprocessing, columns: Columns, rows: number): Int32Array<ArrayBuffer> {
  const needed = inputs.filter(dropsMissing).map(({ column }) => column);
  return wholeRows(
    [...targets, ...needed].map((name) => columnOf(columns, name).values),
    rows,
  );
}

/** The columns that are read: what goes in, what is asked for, and what tells series apart. */
export function columnsRead(settings: ColumnsPreprocessing): string[] {
  const places = settings.kind === 'series' ? [settings.key, settings.time].filter((name) => name !== null) : [];
  return [...new Set([...settings.targets, ...settings.inputs.map(({ column }) => column), ...places])];
}
