import { textEndings } from './texts/endings.ts';

/** Endings of files that hold texts, a table or a series; what a dialog offers. Any other file can be named by its path. */
export const dataEndings: readonly string[] = [...textEndings, 'parquet', 'pq', 'parq'];

/** Whether a file is one of these by its name. */
export const isDataName = (name: string): boolean => dataEndings.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
