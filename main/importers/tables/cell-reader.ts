import { Decoding } from '../texts/decoding.ts';
import { shortened } from '../texts/values.ts';
import type { ScannedRows } from './byte-records.ts';

/** Told of a cell that cannot be read: the number of its row, and why. */
export type OnBadCell = (row: number, reason: string) => void;

/** Turns the cells of one column into numbers. */
export interface CellReader {
  /** A cell's number, NaN where it is missing, or why it has none, said so that it follows the name of the column. */
  read(cell: string): number | string;
  /** The same of a value of JSON or Parquet. */
  readValue(value: unknown): number | string;
  /** The same of a column of rows by their bytes, UTF-8: row r to place `offset` + r. */
  readAll(rows: ScannedRows, column: number, into: Float64Array, offset: number, bad: OnBadCell): void;
}

const mostQuoted = 40;

/** "must be a number; got …" */
export const got = (must: string, cell: string): string => `must be ${must}; got "${shortened(cell, mostQuoted)}"`;

/** What a value is that is none of a cell. */
export const nestedName = (value: object): string => (Array.isArray(value) ? 'a list' : 'an object');

/** A cell's text, as the whole file would be decoded. */
export const cellText = (bytes: Buffer, from: number, to: number): string => new Decoding('utf-8').decode(bytes.subarray(from, to), true);
