import { Decoding } from '../texts/decoding.ts';
import { shortened } from '../texts/values.ts';

/** Turns the cells of one column into numbers. */
export interface CellReader {
  /** A cell's number, NaN where it is missing, or why it has none, said so that it follows the name of the column. */
  read(cell: string): number | string;
  /** The same of a value of JSON or Parquet. */
  readValue(value: unknown): number | string;
  /**
   * Reads the cell that begins at a byte of UTF-8, as most are written, into a place, and returns the byte behind it; `slow` where it must
   * be read as text. It ends at the byte `stop` or a line break, of which there is one; what else it is found to end at is not looked at.
   */
  readBytes(bytes: Buffer, at: number, stop: number, into: Float64Array, place: number): number;
}

/** Says that a cell must be read as text. */
export const slow = -1;

export const lineFeed = 10;
export const carriageReturn = 13;

const mostQuoted = 40;

/** "must be a number; got …" */
export const got = (must: string, cell: string): string => `must be ${must}; got "${shortened(cell, mostQuoted)}"`;

/** What a value is that is none of a cell. */
export const nestedName = (value: object): string => (Array.isArray(value) ? 'a list' : 'an object');

/** A cell's text, as the whole file would be decoded. */
export const cellText = (bytes: Buffer, from: number, to: number): string => new Decoding('utf-8').decode(bytes.subarray(from, to), true);
