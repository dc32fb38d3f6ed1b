/** How the lines of tagged words are made. */
export interface TagFormat {
  names: string[];
  /** Between columns; null: any spaces and tabs. */
  separator: '\t' | null;
  /** Numbers of the columns that hold tokens and tags. */
  token: number;
  tag: number;
  /** Lines with ids like 3-4 or 5.1 stand for no token of their own (universaldependencies.org/format.html). */
  universal: boolean;
}

const universalNames = ['id', 'form', 'lemma', 'upos', 'xpos', 'feats', 'head', 'deprel', 'deps', 'misc'];
const sampleLines = 2000;
const sampleCharacters = 256 * 1024;

export const isDocumentStart = (line: string): boolean => line.startsWith('-DOCSTART-');

export const splitLine = (line: string, separator: TagFormat['separator']): string[] =>
  separator === null ? line.trim().split(/[ \t]+/) : line.split(separator);

/** By the first lines: the usual number of columns, the first of them the token and the last the tag; null: there are no two columns. */
export function guessTagFormat(head: string): TagFormat | null {
  const lines = head
    .slice(0, sampleCharacters)
    .split(/\r\n|\n|\r/, sampleLines)
    .filter((line) => line.trim() !== '' && !isDocumentStart(line));
  const words = lines.filter((line) => !line.startsWith('#'));
  const some = words.length > 0 ? words : lines;
  const separator = some.filter((line) => line.includes('\t')).length * 2 > some.length ? '\t' : null;
  const counts = new Map<number, number>();
  for (const line of some) {
    const { length } = splitLine(line, separator);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [columns] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  if (columns < 2) return null;
  const universal = columns === universalNames.length && some.filter((line) => /^\d+([-.]\d+)?\t/.test(line)).length * 2 > some.length;
  if (universal) return { names: universalNames, separator, token: 1, tag: 3, universal };
  const names = Array.from({ length: columns }, (_, i) => (i === 0 ? 'token' : i === columns - 1 ? 'tag' : `column ${i + 1}`));
  return { names, separator, token: 0, tag: columns - 1, universal };
}

/** Whether nearly all lines of a text are tokens with columns, and empty lines part them. */
export function looksTagged(head: string): boolean {
  const format = guessTagFormat(head);
  if (format === null || !/(\r\n|\n|\r)[ \t]*(\r\n|\n|\r)/.test(head)) return false;
  const lines = head
    .slice(0, sampleCharacters)
    .split(/\r\n|\n|\r/, sampleLines)
    .filter((line) => line.trim() !== '' && !line.startsWith('#') && !isDocumentStart(line));
  const fitting = lines.filter((line) => splitLine(line, format.separator).length === format.names.length);
  return lines.length >= 5 && fitting.length >= lines.length * 0.95;
}
