import type { TableWish } from '#app/contract/tables.ts';
import type { ImagePreprocessing } from '#app/data/images.ts';
import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';

interface Described {
  name: string;
  title: string;
  description: string;
  /** Counts up when what is made changes: a workspace keeps what it has. */
  version: number;
  classes: readonly string[];
  /** Name of the model to begin with. */
  template: string;
}

/** Images that Unfold draws itself. The same number is always the same image, bit by bit. */
export interface ImageSample extends Described {
  kind: 'images';
  imagesPerClass: number;
  preprocessing: ImagePreprocessing;
  /** RGB pixels [64, 64, 3] of an image of a class. */
  draw(label: number, number: number): Uint8Array;
}

/** Texts that Unfold writes itself. They are always the same, in the same order. */
interface Written extends Described {
  kind: 'texts';
  items: number;
  /** The length is chosen by what is there. */
  preprocessing: TextPreprocessing;
}

/** Texts with a class each. */
export interface LabelledSample extends Written {
  form: 'table';
  /** What the columns of the table are called. */
  columns: { text: string; label: string };
  /** Every text with the number of its class. */
  write(): readonly { text: string; label: number }[];
}

/** Sentences whose words have a tag each. */
export interface TaggedSample extends Written {
  form: 'tagged';
  /** Every sentence: its words, each with the number of its class. */
  write(): readonly (readonly { word: string; tag: number }[])[];
}

/** Lines to be written on. */
export interface LinesSample extends Written {
  form: 'lines';
  write(): readonly string[];
}

export type TextSample = LabelledSample | TaggedSample | LinesSample;

/** Rows of a table, or moments of a series, that Unfold writes itself. They are always the same, in the same order. */
export interface RowsSample extends Described {
  kind: 'tables' | 'series';
  items: number;
  wish: TableWish;
  /** What is otherwise than suggested. */
  settings?: { quantiles?: readonly number[] };
  /** Of each row, by its place, a photo: RGB pixels [64, 64, 3]. */
  photo?: { nameOf(row: number): string; draw(row: number): Uint8Array };
  /** The names of the columns, then every row. */
  write(): readonly (readonly (string | number)[])[];
}

/** Data that Unfold makes itself, of one kind. */
export type SampleSet = ImageSample | TextSample | RowsSample;

/** How many items it has. */
export const sampleItems = (sample: SampleSet): number =>
  sample.kind === 'images' ? sample.classes.length * sample.imagesPerClass : sample.items;
