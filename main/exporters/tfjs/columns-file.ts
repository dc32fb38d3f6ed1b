import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { type EncoderState, partOf } from '#app/data/columns/encoders/index.ts';
import { type FittedColumns, featureCount, featureNames, rowParts } from '#app/data/columns/fitted.ts';
import { type FittedHead, fittedHeads, headView } from '#app/data/columns/fitted-heads.ts';
import { rowsNeeded } from '#app/data/columns/rows-needed.ts';
import { stepFeatures, stepsIn } from '#app/data/series/preprocessing.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { missingMarks } from '#main/importers/tables/missing.ts';
import type { ColumnExample, ColumnExportData, RawRow } from '../exporter.ts';
import { answerOf, quantilesOf, rightOf } from './columns-answer.ts';
import { aboutCoding } from './texts-file.ts';

/** The file of the program that turns rows into input and back. */
export const rowsProgramName = 'rows.mjs';

/** All that turns rows into the network's input and what it says into answers, and how to check it: what unfold.json says of columns. */
export function aboutColumns({ fitted, columns, examples }: ColumnExportData): Record<string, unknown> {
  const { settings, inputs, targets, answers, season } = fitted;
  const { inputs: _inputs, targetScaling: _scaling, ...preprocessing } = settings;
  const heads = fittedHeads(fitted);
  const labels = settings.answers === 'numbers' || heads.length > 0 ? undefined : answers;
  const unitOf = (name: string) => factsOf(columns, name).unit ?? undefined;
  return {
    preprocessing,
    rows: rowsNeeded(fitted),
    missing: missingMarks,
    columns: inputs.map(({ column, state }) => ({
      name: column,
      type: factsOf(columns, column).type,
      unit: unitOf(column),
      ...aboutEncoder(column, state),
    })),
    targets: targets.length > 0 ? targets.map(({ column, scaling }) => ({ name: column, unit: unitOf(column), scaling })) : undefined,
    labels,
    heads: heads.length > 0 ? heads.map(aboutHead(fitted)) : undefined,
    season: season ?? undefined,
    input: inputOf(fitted),
    output: outputOf(fitted),
    examples: examples.map(exampleOf(fitted)),
  };
}

/** Where a head stands in what the network says, and what it answers: labels, or some of "targets". */
const aboutHead =
  (fitted: FittedColumns) =>
  ({ name, answers, outputs }: FittedHead) => ({
    name,
    answers,
    outputs,
    ...(answers === 'numbers' ? { targets: headView(fitted, name).answers } : { labels: headView(fitted, name).answers }),
  });

/** What becomes of a cell: a feature each with its name, or an image or text of a shape. */
function aboutEncoder(column: string, state: EncoderState): Record<string, unknown> {
  const part = partOf(state);
  if (part === null) return { features: featureNames({ inputs: [{ column, state }] }), ...state };
  if (state.kind !== 'text') return { shape: part.shape, ...state };
  const { fitted, ...way } = state;
  return { shape: part.shape, ...way, ...aboutCoding(fitted) };
}

/** What is known of a column; a fitted one is one of the table's. */
export function factsOf(columns: readonly TableColumn[], name: string): TableColumn {
  const found = columns.find((column) => column.name === name);
  if (found === undefined) throw new TypeError(`the column "${name}" must be one of the table's`);
  return found;
}

const exampleOf = (fitted: FittedColumns) => (example: ColumnExample) => ({
  rows: example.rows,
  actual: rightOf(fitted, example),
  outputs: [...example.outputs],
  answer: answerOf(fitted, example.answers),
});

function inputOf(fitted: FittedColumns) {
  const { settings, inputs } = fitted;
  const parts = rowParts(fitted);
  const features = featureNames({ inputs: inputs.filter(({ state }) => partOf(state) === null) });
  if (parts.length > 0) {
    const meaning = 'the features of each of "columns", one after another: numbers first, then each text and image, row by row';
    const places = parts.map(({ column, from, shape }) => ({ column, from, shape }));
    return { shape: [null, featureCount(fitted)], dtype: 'float32', meaning, features, parts: places };
  }
  if (settings.kind === 'tables')
    return { shape: [null, features.length], dtype: 'float32', meaning: 'the features of each of "columns", one after another', features };
  const marked = settings.knownAhead.length > 0;
  return {
    shape: [null, stepsIn(settings), stepFeatures(settings, features.length)],
    dtype: 'float32',
    meaning: `of each step the features of each of "columns", one after another${
      marked ? `; behind the ${settings.window} steps of the window come those that are forecast, with 0 for what is not known ahead` : ''
    }`,
    features: marked ? [...features, 'whether the step is forecast'] : features,
  };
}

function outputOf(fitted: FittedColumns) {
  const { settings, answers } = fitted;
  const shares = quantilesOf(fitted);
  const steps = settings.kind === 'series' ? settings.horizon : 1;
  const width = settings.answers === 'numbers' ? steps * answers.length * Math.max(1, shares.length) : answers.length;
  const ofEach = `${steps > 1 ? 'of each step ' : ''}each of "targets", ${shares.length > 0 ? 'of each all "quantiles", ' : ''}scaled`;
  const meanings = {
    several: 'what each of "heads" says, one after another, where its "outputs" say',
    class: 'the probability of each class, in the order of "labels"',
    labels: 'the probability of each label by itself, in the order of "labels"',
    numbers: ofEach,
  } as const;
  return { shape: [null, width], dtype: 'float32', meaning: meanings[settings.answers] };
}

/** What rows.mjs of a folder gives, as far as a proof needs it. */
export interface RowsCoder {
  shape: number[];
  input(rows: readonly RawRow[]): Float32Array;
  numbers(rows: readonly RawRow[], said: Float32Array): Float64Array;
}

const cell = z.union([z.number(), z.string(), z.boolean(), z.object({ pixels: z.string() }), z.null()]);
const columnsFile = z.looseObject({ examples: z.array(z.object({ rows: z.array(z.record(z.string(), cell)) })) });

/** The program of a written folder, told what its unfold.json says, and the rows of the examples there. Throws where they cannot be read. */
export async function openRowsProgram(folder: string): Promise<{ coder: RowsCoder; examples: RawRow[][] }> {
  const about = columnsFile.parse(JSON.parse(await readFile(join(folder, 'unfold.json'), 'utf8')));
  const program: unknown = await import(/* @vite-ignore */ pathToFileURL(join(folder, rowsProgramName)).href);
  // What this app wrote a moment ago: the proof shows whether it does what it must.
  const { rowsCoder } = program as { rowsCoder(about: unknown): RowsCoder };
  return { coder: rowsCoder(about), examples: about.examples.map(({ rows }) => rows) };
}
