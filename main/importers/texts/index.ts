import { Delimited } from './delimited.ts';
import { JsonLines } from './json-lines.ts';
import { kindOfTexts } from './kinds.ts';
import { LongText } from './long-text.ts';
import type { TextKind, TextShape, TextSource } from './source.ts';
import { Tagged } from './tagged.ts';
import { TextFolder } from './text-folder.ts';

const makers: Readonly<Record<TextKind, (path: string, shape: TextShape) => TextSource>> = {
  table: (path, shape) => new Delimited(path, shape),
  'json-lines': (path, shape) => new JsonLines(path, shape),
  tagged: (path, shape) => new Tagged(path, shape),
  'long-text': (path, shape) => new LongText(path, shape),
  folder: (path, shape) => new TextFolder(path, shape),
};

/** The texts that lie at a path; `shape` overrules what the file says. Throws where there is no text. */
export async function openTexts(path: string, shape: TextShape = {}): Promise<TextSource> {
  return makers[await kindOfTexts(path, shape)](path, shape);
}
