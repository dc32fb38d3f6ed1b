import type { ReadBatch } from './packed.ts';
import type { ColumnsAsked, ReadOptions, TextLook, TextShape } from './source.ts';
import type { KeepOptions, KeptFile } from './text-writer.ts';

/** Main → reader. A reader is given one thing to do, and then told how many more batches or kept files it may send. */
export type TextOrder =
  | { type: 'look'; path: string; shape: TextShape; columns: ColumnsAsked; milliseconds: number }
  | { type: 'read'; path: string; shape: TextShape; options: ReadOptions }
  /** Reads and keeps: the files of texts are written by the reader, so that no text has to travel. */
  | { type: 'keep'; path: string; shape: TextShape; options: ReadOptions; keep: KeepOptions };

/** Reader → main, beside what all readers say. */
export type TextReport = { type: 'look'; look: TextLook } | { type: 'batch'; batch: ReadBatch } | { type: 'kept'; file: KeptFile };
