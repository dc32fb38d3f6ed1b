/** Errors of tables: their columns and what these hold. */
export const tableErrors = {
  'categories-too-many': (f: { column: string; most: number }) => ({
    message: `A category must have ${f.most.toLocaleString('en')} different values or fewer; got more in "${f.column}".`,
    remedy: 'Say that the column holds free text, which is left out, or numbers.',
  }),
  'column-other': (f: { column: string; must: string; got: string }) => ({
    message: `"${f.column}" must be a column of type ${f.must}; got ${f.got}.`,
    remedy: 'Choose another column, or import the table anew and say what this one holds.',
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
