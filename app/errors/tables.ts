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
} as const;
