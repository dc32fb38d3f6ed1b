import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '#main/engine/engine.ts';

/** What the files of a TF.js export are for one kind of data, and how their reader makes the network's input. */
export interface KindFiles {
  /** What unfold.json says of the way from an item to the input, of the output, and the examples. */
  about(): Record<string, unknown>;
  /** Content of the files beside model.json and unfold.json, by name; README.txt is one of them. */
  files(): Record<string, string>;
  /** The question that the examples are, made as a reader of the folder would make it. */
  question(tf: Tf, folder: string): Promise<Question>;
}

export interface Question {
  input: tfjs.Tensor;
  /** Of all that the network answers to the input, what answers the examples: as they have it, one after another. */
  answersOf(outputs: Float32Array): Float32Array;
}
