/** Endings of files that hold a text a row, tagged words, one text, or word vectors; what a dialog offers. Any other file can be named by its path. */
export const textEndings = [
  ...['csv', 'tsv', 'tab', 'psv', 'jsonl', 'ndjson', 'json'],
  ...['conll', 'conllu', 'conllx', 'iob', 'iob2', 'bio', 'tagged', 'pos'],
  ...['txt', 'text', 'vec'],
] as const;
