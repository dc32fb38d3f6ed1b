import { z } from 'zod';
import type { Codes, RowPart } from '../../blocks/block.ts';
import { fitScalers } from '../scaling/chain.ts';
import { scalerState } from '../scaling/index.ts';
import { seriesPreprocessing } from '../series/preprocessing.ts';
import { tableHead } from '../tables/heads.ts';
import { tablePreprocessing } from '../tables/preprocessing.ts';
import { type ColumnValues, cellsOf, namesOf } from './column.ts';
import { encoderState, featuresOf, fitEncoder, partOf, widthOf } from './encoders/index.ts';
import { integerCodes } from './encoders/integer.ts';

/** How rows of columns become what a network gets. */
export const columnsPreprocessing = z.discriminatedUnion('kind', [tablePreprocessing, seriesPreprocessing]);
export type ColumnsPreprocessing = z.infer<typeof columnsPreprocessing>;

/** What was fitted to the training part: all it takes to make features of rows, and answers of what the network says. */
export const fittedColumns = z.object({
  settings: columnsPreprocessing,
  inputs: z.array(z.object({ column: z.string(), state: encoderState })),
  /** Of numbers that are asked for, one a target; else empty. */
  targets: z.array(z.object({ column: z.string(), scaling: z.array(scalerState) })),
  /** What is answered: the classes in order, or the names of numbers or labels; of several heads those of each. */
  answers: z.array(z.string()),
  /** Where there are several heads, each with how many of the answers are its own; else absent. */
  heads: z.array(tableHead.extend({ width: z.int().positive() })).optional(),
  /** Of series: steps after which the first target repeats itself; null where it does not, and of tables. */
  season: z.int().positive().nullable(),
});
export type FittedColumns = z.infer<typeof fittedColumns>;

/** A feature that is a code, as the blocks know it and a dataset's facts keep it. */
export const codedFeature: z.ZodType<Codes> = z.object({
  feature: z.int().nonnegative(),
  column: z.string(),
  codes: z.int().positive(),
});

/** An image or text of a row, likewise. */
export const rowPart: z.ZodType<RowPart> = z.object({
  column: z.string(),
  from: z.int().nonnegative(),
  shape: z.array(z.int().positive()),
  data: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('images') }),
    z.object({ kind: z.literal('tokens'), vocabulary: z.int().positive() }),
  ]),
});

/** Columns by name. */
export type Columns = ReadonlyMap<string, ColumnValues>;

/** The column of that name; throws where the caller has not brought it. */
export function columnOf(columns: Columns, name: string): ColumnValues {
  const found = columns.get(name);
  if (found === undefined) throw new TypeError(`the column "${name}" must be among those given`);
  return found;
}

/**
 * Fits to the rows of the training part, in order, a column at a time: `read` brings it, and one at a time is held. Throws
 * `column-without-numbers`.
 */
export async function fitColumns(
  settings: ColumnsPreprocessing,
  read: (name: string) => ColumnValues | Promise<ColumnValues>,
  train: Int32Array,
  season: number | null = null,
): Promise<FittedColumns> {
  const heads = settings.kind === 'tables' ? settings.heads : undefined;
  const into = new Float64Array(train.length);
  const cells = async (column: string) => cellsOf(await read(column), train, into);
  const inputs: FittedColumns['inputs'] = [];
  for (const { column, encoder } of settings.inputs) inputs.push({ column, state: fitEncoder(encoder, await cells(column)) });
  // What is an image or a text as a whole stands behind the numbers.
  inputs.sort((one, other) => Number(partOf(one.state) !== null) - Number(partOf(other.state) !== null));
  const targets: FittedColumns['targets'] = [];
  const answered: string[][] = [];
  for (const { answers, targets: asked } of heads ?? [settings]) {
    for (const column of answers === 'numbers' ? asked : [])
      targets.push({ column, scaling: fitScalers(settings.targetScaling, (await cells(column)).values) });
    answered.push(answers === 'class' ? classesOf(await read(asked[0] ?? '')) : asked);
  }
  const widths = heads?.map((head, place) => ({ ...head, width: answered[place]?.length ?? 0 }));
  return { settings, inputs, targets, answers: answered.flat(), season, ...(widths !== undefined && { heads: widths }) };
}

/** What a column of classes can hold, in order. */
export const classesOf = (column: ColumnValues): string[] => [...namesOf(column)];

/** What each feature is called, in the order in which the network gets them. */
export const featureNames = ({ inputs }: Pick<FittedColumns, 'inputs'>): string[] =>
  inputs.flatMap(({ column, state }) => featuresOf(state, column));

/** How many these are. */
export const featureCount = ({ inputs }: Pick<FittedColumns, 'inputs'>): number =>
  inputs.reduce((sum, { state }) => sum + widthOf(state), 0);

/** The images and texts of a row: where, and what they are. */
export function rowParts({ inputs }: Pick<FittedColumns, 'inputs'>): RowPart[] {
  let feature = 0;
  return inputs.flatMap(({ column, state }) => {
    const from = feature;
    feature += widthOf(state);
    const part = partOf(state);
    return part === null ? [] : [{ column, from, ...part }];
  });
}

/** The features that are codes of categories: which, and of how many. */
export function codedFeatures({ inputs }: Pick<FittedColumns, 'inputs'>): Codes[] {
  let feature = 0;
  return inputs.flatMap(({ column, state }) => {
    const own = feature;
    feature += widthOf(state);
    return state.kind === 'integer' ? [{ feature: own, column, codes: integerCodes(state) }] : [];
  });
}

/** The columns that are read: what goes in, what is asked for, and what tells series apart. */
export function columnsRead(settings: ColumnsPreprocessing): string[] {
  const places = settings.kind === 'series' ? [settings.key, settings.time].filter((name) => name !== null) : [];
  return [...new Set([...settings.targets, ...settings.inputs.map(({ column }) => column), ...places])];
}
