import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '#main/engine/engine.ts';

/** What the files of a TF.js export are for one kind of data, and how their reader makes the network's input. */
export interface KindFiles {
  /** What unfold.json says of the way from an item to the input, of the output, and the examples. */
  about(): Record<string, unknown>;
  /** Content of the files beside model.json and unfold.json, by name; README.txt is one of them. */
  files(): Record<string, string>;
  /** The examples as the network gets them, made as a reader of the folder would make them. */
  input(tf: Tf, folder: string): Promise<tfjs.Tensor>;
}
