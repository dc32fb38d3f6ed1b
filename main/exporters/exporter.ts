import type * as tfjs from '@tensorflow/tfjs';
import type { ImagePreprocessing } from '#app/data/images.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import type { Tf } from '#main/engine/engine.ts';

/** An item and what the app answers: the proof of a file, and the reader's own check. */
export interface Example {
  /** [answers · labels], row by row, in the order of the labels; an image has one answer. */
  probabilities: Float32Array;
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

/** What must be done to an item before the network takes it, and items to try it with, by the kind of data. */
export type ExportData =
  | { kind: 'images'; preprocessing: ImagePreprocessing; examples: ImageExample[] }
  | { kind: 'texts'; fitted: FittedText; examples: TextExample[]; madeUp: boolean };
export type ImageExportData = Extract<ExportData, { kind: 'images' }>;
export type TextExportData = Extract<ExportData, { kind: 'texts' }>;

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
  /** Reads the folder from disk with a fresh model: probabilities of the examples one after another, as each has them. */
  answer(tf: Tf, folder: string, model: ExportModel): Promise<Float32Array>;
}
