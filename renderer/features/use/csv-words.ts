import type { DataKind } from '#app/data/preprocessing.ts';

/** What is answered into a CSV, in words. */
export interface CsvWords {
  /** What is given: all images below a folder, or a file. */
  source: 'folder' | 'file';
  tab: string;
  label: string;
  /** What is done, behind the run's name. */
  does: string;
  /** The dialog that asks for it. */
  choose: string;
  /** Where nothing is given yet. */
  missing: string;
  /** What is answered, one and many. */
  one: string;
  many: string;
  /** While nothing is counted yet. */
  looking: string;
}

const images: CsvWords = {
  source: 'folder',
  tab: 'Folder to CSV',
  label: 'Folder of images',
  does: 'looks at every image below the folder and writes a line for each: the file, the answer, and the probability of every class.',
  choose: 'Choose a folder of images',
  missing: 'Choose a folder first',
  one: 'image',
  many: 'images',
  looking: 'Looking through the folder',
};
const file = { source: 'file', tab: 'File to CSV', missing: 'Choose a file first', looking: 'Reading the file' } as const;

/** By the kind of data; null where there is no such table: a text is answered where it is typed. */
export const csvWords: Readonly<Record<DataKind, CsvWords | null>> = {
  images,
  texts: null,
  tables: {
    ...file,
    label: 'File of rows',
    does: 'answers every row of a file that has the same columns and writes a line for each: its line in the file and the answer. What is to be learned may be missing.',
    choose: 'Choose a file of rows',
    one: 'row',
    many: 'rows',
  },
  series: {
    ...file,
    label: 'File of series',
    does: 'reads a file that has the same columns and writes what comes after the end of each series in it: a line a step, with its time.',
    choose: 'Choose a file of series',
    one: 'series',
    many: 'series',
  },
};
