import { named } from './named.ts';

/** Errors of tables: their columns and what these hold. */
export const tableErrors = {
  'categories-too-many': (f: { column: string; most: number }) => ({
    message: `A category must have ${f.most.toLocaleString('en')} different values or fewer; got more in "${f.column}".`,
    remedy: 'Say that the column holds free text, which is left out, or numbers.',
  }),
  'texts-too-many': (f: { column: string; most: number; mostCharacters: number }) => ({
    message: `Texts or images beside other columns must be ${f.most.toLocaleString('en')} different ones of ${f.mostCharacters.toLocaleString('en')} characters together or fewer; got more in "${f.column}".`,
    remedy: 'Leave the column out, or take fewer rows.',
  }),
  'texts-not-kept': (f: { column: string }) => ({
    message: `What goes in must have been kept; the texts of "${f.column}" were only counted when the table was imported.`,
    remedy: 'Import the file again, and let the column go in then.',
  }),
  'images-unreadable': (f: { column: string; images: number; folder: string; example: string; reason: string }) => ({
    message: `"${f.column}" must name images that can be read; got ${f.images.toLocaleString('en')} and can read none, such as "${f.example}": ${f.reason}.`,
    remedy: `Paths are looked for from ${f.folder}; put the images there, or say that the column holds something else.`,
  }),
  'images-too-large': (f: { column: string; images: number; bytes: number; most: number }) => ({
    message: `Images beside other columns must have ${f.most.toLocaleString('en')} bytes together or fewer; got ${f.images.toLocaleString('en')} of ${f.bytes.toLocaleString('en')} in "${f.column}".`,
    remedy: 'Choose a smaller size for them, or take fewer rows.',
  }),
  'column-other': (f: { column: string; must: string; got: string }) => ({
    message: `"${f.column}" must be a column of type ${f.must}; got ${f.got}.`,
    remedy: 'Choose another column, or import the table anew and say what this one holds.',
  }),
  'time-not-dates': (f: { column: string; got: string }) => ({
    message: `The time of a series must be a column of dates; got "${f.column}", which is of type ${f.got}.`,
    remedy: 'Name a column of dates, or say what it holds; or name none: rows are then taken in the order in which they stand.',
  }),
  'columns-missing': (f: { file: string; missing: readonly string[]; known: readonly string[] }) => ({
    message: `A file for this run must have the columns that it needs; ${f.file} lacks ${named(f.missing)}; got ${named(f.known)}.`,
    remedy: 'Add what is missing, called as in the data that the run learned from; a unit behind the name may be left out.',
  }),
  'answers-missing': (f: { file: string; missing: readonly string[]; known: readonly string[] }) => ({
    message: `Rows that are judged must say what is right; ${f.file} has no column ${named(f.missing)}; got ${named(f.known)}.`,
    remedy: 'Add it, or name the column that has it. Predicting a file needs no answers.',
  }),
  'answers-count': (f: { run: string; answers: readonly string[]; got: number }) => ({
    message: `One column must be named for each of ${named(f.answers)}, which "${f.run}" answers; got ${f.got}.`,
    remedy: 'Name them in this order, with commas between.',
  }),
  'columns-same': (f: { column: string; name: string }) => ({
    message: `Each column that the run needs must be one of its own; got "${f.column}" for "${f.name}" and for another.`,
    remedy: 'Name another column for it.',
  }),
  'rows-unusable': (f: { file: string; rows: number; why: string }) => ({
    message: `A file must have rows that can be judged; got ${f.rows.toLocaleString('en')} in ${f.file} and can use none: ${f.why}.`,
    remedy: 'Fill in what is missing, or choose another file.',
  }),
  'file-too-short': (f: { file: string; window: number; horizon: number; got: number }) => ({
    message: `A series that is judged must have ${(f.window + f.horizon).toLocaleString('en')} rows or more, ${f.window.toLocaleString('en')} that go in and ${f.horizon.toLocaleString('en')} that are forecast; the longest in ${f.file} has ${f.got.toLocaleString('en')}.`,
    remedy: 'Put the rows before them into the file too: what went before may be among what was trained on.',
  }),
  'columns-none': (f: { file: string }) => ({
    message: `A table must have a column of numbers, dates, booleans or categories; all of ${f.file} hold free text.`,
    remedy: 'Say what the columns hold, or import the file as texts.',
  }),
  'parquet-unreadable': (f: { file: string; why: string }) => ({
    message: `${f.file} must be a Parquet file; it cannot be read: ${f.why}.`,
    remedy: 'Write it anew, or save it as CSV.',
  }),
  'cell-unreadable': (f: { column: string; must: string; got: string }) => ({
    message: `"${f.column}" must be ${f.must}; got "${f.got}".`,
    remedy: 'Mend it, or leave it empty where the column may be missing.',
  }),
  'targets-none': (f: { file: string }) => ({
    message: `A table must have a column that differs from row to row, to be learned; ${f.file} has none.`,
    remedy: 'Say what the columns hold, or bring another file.',
  }),
  'inputs-none': (f: { file: string }) => ({
    message: `A table must have a column that goes in beside what is learned; all others of ${f.file} hold free text or a name for each row.`,
    remedy: 'Say what the columns hold, or import the file as texts or as a series.',
  }),
  'rows-too-few': (f: { needs: number; got: number }) => ({
    message: `A table must have ${f.needs} rows or more that can be learned from, one for each part; got ${f.got}.`,
    remedy: 'Bring more rows, or say how missing cells are filled.',
  }),
  'target-constant': (f: { column: string }) => ({
    message: `What is to be learned must differ from row to row; "${f.column}" is the same in all of them.`,
    remedy: 'Choose another column.',
  }),
  'windows-none': (f: { window: number; horizon: number }) => ({
    message: `There must be stretches of ${(f.window + f.horizon).toLocaleString('en')} rows without missing values; the training part has none.`,
    remedy: 'Make window or horizon shorter, or say how missing values are filled.',
  }),
} as const;
