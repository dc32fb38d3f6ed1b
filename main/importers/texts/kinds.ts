import { stat } from 'node:fs/promises';
import { appError } from '#app/errors.ts';
import { guessDialect } from './dialect.ts';
import { RecordReader } from './records.ts';
import type { TextKind, TextShape } from './source.ts';
import { looksTagged } from './tag-format.ts';
import { TextFile } from './text-file.ts';

const headBytes = 256 * 1024;

const byEnding: readonly [RegExp, TextKind][] = [
  [/\.(csv|tsv|tab|psv)$/i, 'table'],
  [/\.(jsonl|ndjson|json)$/i, 'json-lines'],
  [/\.(conll\w*|conllu|iob2?|bio|tagged|pos)$/i, 'tagged'],
];

/** What lies at a path: a folder, or a file of the kind its ending says, else its first lines. Throws as TextFile.open does. */
export async function kindOfTexts(path: string, shape: TextShape): Promise<TextKind> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return 'folder';
  if (shape.kind === 'folder') throw appError('folder-missing', { folder: path });
  if (shape.kind !== undefined) return shape.kind;
  const ending = byEnding.find(([pattern]) => pattern.test(path));
  if (ending !== undefined) return ending[1];
  const file = await TextFile.open(path, shape.encoding);
  try {
    const { text, last } = await file.head(headBytes);
    return kindOfText(text, last);
  } finally {
    await file.close();
  }
}

function kindOfText(head: string, last: boolean): TextKind {
  if (/^\s*\{"/.test(head) && isJson(head.trimStart().split(/[\r\n]/, 1)[0] ?? '')) return 'json-lines';
  if (looksTagged(head)) return 'tagged';
  return looksLikeTable(head, last) ? 'table' : 'long-text';
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Tabs that part nearly every line alike; commas do so in prose, too. */
function looksLikeTable(head: string, last: boolean): boolean {
  const dialect = guessDialect(head, last, {});
  if (dialect.delimiter !== '\t') return false;
  const counts = new Map<number, number>();
  let lines = 0;
  const note = (count: number) => {
    lines += 1;
    counts.set(count, (counts.get(count) ?? 0) + 1);
  };
  new RecordReader(dialect, [], { record: (_, count) => note(count), problem: () => note(0) }).feed(head, last);
  return [...counts].some(([cells, times]) => cells > 1 && lines > 1 && times >= lines * 0.95);
}
