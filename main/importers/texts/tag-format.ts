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

/** More columns between single spaces are the words of a line: CoNLL 2003 has 4, and its wider relatives part theirs by tabs. */
const mostSpacedColumns = 8;
/** Tags of a language, with what they are combined with; words are more. */
const mostTags = 200;
/** Of fewer lines nothing can be told by how often a tag comes again. */
const fewLines = 20;
/** Words carry their comma or full stop in prose; a token stands alone. */
const ofProse = /[\p{L}\p{N}]["”’)]?[,;:!?]( |$)|[\p{L}\p{N}][.…]["”’)]?$/u;

/** Whether columns between spaces may be a token with its tags, rather than the words of lines that happen to be equally many. */
function maySpacedTags(lines: readonly string[], { names, tag }: TagFormat): boolean {
  if (names.length > mostSpacedColumns) return false;
  const prose = lines.filter((line) => ofProse.test(line.trim())).length;
  const tags = new Set(lines.map((line) => splitLine(line, null)[tag])).size;
  return prose <= lines.length * 0.1 && tags <= mostTags && (lines.length < fewLines || tags <= lines.length / 2);
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
  if (lines.length < 5 || fitting.length < lines.length * 0.95) return false;
  return format.separator === '\t' || maySpacedTags(fitting, format);
}
