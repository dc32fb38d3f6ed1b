import type * as tfjs from '@tensorflow/tfjs';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import type { ImagePreprocessing } from '#app/data/images.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import type { Tf } from '#main/engine/engine.ts';

/** An item and what the app answers: the proof of a file, and the reader's own check. */
export interface Example {
  /** What the network answers to it, row by row: probabilities in the order of the labels, or scaled numbers. */
  outputs: Float32Array;
}

/** An image as the network gets it. */
export interface ImageExample extends Example {
  /** Class in the data; null for what was made up. */
  label: number | null;
  /** uint8, [height, width, channels]. */
  pixels: Uint8Array;
}

/** A text as it came, before anything is done to it. */
export interface TextExample extends Example {
  text: string;
  /** Class in the data, or the tag of each word; null for what was made up, parted otherwise than the data, or gone on with. */
  label: number | readonly number[] | null;
}

/** A cell as it stands in a file: a date as text, an image as base64 of its pixels in the network's size, null where it is missing. */
export type RawCell = number | string | boolean | { pixels: string } | null;
/** A row's cells by their columns. */
export type RawRow = Readonly<Record<string, RawCell>>;

/** A row of a table or a window of series as it came, with the rows above that its answer needs. */
export interface ColumnExample extends Example {
  /** The last is what is answered; of series what is known ahead of the steps that are forecast stands behind the window. */
  rows: readonly RawRow[];
  /** The same as `outputs`, numbers in their own units. */
  answers: Float64Array;
  /** What is right in the data, as `answers` without quantiles, a class by its place; null for what was made up. */
  actual: readonly number[] | null;
  /** Of each number that is asked for, the values that its differences are added to. */
  before: readonly Float64Array<ArrayBuffer>[];
}

/** What must be done to an item before the network takes it, and items to try it with, by the kind of data. */
export type ExportData =
  | { kind: 'images'; preprocessing: ImagePreprocessing; examples: ImageExample[] }
  | { kind: 'texts'; fitted: FittedText; examples: TextExample[]; madeUp: boolean }
  | { kind: 'columns'; fitted: FittedColumns; columns: readonly TableColumn[]; examples: ColumnExample[]; madeUp: boolean };
export type ImageExportData = Extract<ExportData, { kind: 'images' }>;
export type TextExportData = Extract<ExportData, { kind: 'texts' }>;
export type ColumnExportData = Extract<ExportData, { kind: 'columns' }>;

/** A trained model about to become files. */
export interface ExportModel {
  layers: tfjs.LayersModel;
  data: ExportData;
  labels: string[];
  /** Facts of the run: names, settings, metrics, date. */
  about: Record<string, unknown>;
}

/** One format: how it is written, and how a reader who knows nothing of Unfold would ask it. */
export interface Exporter {
  name: string;
  title: string;
  description: string;
  /** What opens it, for people. */
  opensWith: string;
  /** Writes the files into `folder`, which is there and empty. */
  write(tf: Tf, model: ExportModel, folder: string): Promise<void>;
  /** Reads the folder from disk with a fresh model: answers to the examples one after another, as their `outputs`. */
  answer(tf: Tf, folder: string, model: ExportModel): Promise<Float32Array>;
}
