/** Endings of files that hold a text a row, or one text; what a dialog offers. Any other file can be named by its path. */
export const textEndings = ['csv', 'tsv', 'tab', 'psv', 'jsonl', 'ndjson', 'json', 'txt', 'text'] as const;

/** Whether a file is one of texts by its name. */
export const isTextName = (name: string): boolean => textEndings.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
