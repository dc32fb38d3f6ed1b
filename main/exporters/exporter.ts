import type * as tfjs from '@tensorflow/tfjs';
import type { ImagePreprocessing } from '#app/data/images.ts';
import type { Tf } from '#main/engine/engine.ts';

/** An item as the network gets it, and what the app answers: the proof of a file, and the reader's own check. */
export interface Example {
  /** uint8, [height, width, channels]. */
  pixels: Uint8Array;
  /** Class in the data; null for drawn noise. */
  label: number | null;
  /** [classes], in the order of the labels. */
  probabilities: Float32Array;
}

/** A trained model about to become files. */
export interface ExportModel {
  layers: tfjs.LayersModel;
  preprocessing: ImagePreprocessing;
  labels: string[];
  examples: Example[];
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
  /** Reads the folder from disk with a fresh model: probabilities [examples, classes], row by row. */
  answer(tf: Tf, folder: string, model: ExportModel): Promise<Float32Array>;
}
