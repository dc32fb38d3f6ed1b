import type { TextLook } from '#app/contract/texts.ts';

/** What a kind of source is called. */
export const kindNames: Readonly<Record<TextLook['kind'], string>> = {
  table: 'A table',
  'json-lines': 'JSON lines',
  tagged: 'Tagged words',
  'long-text': 'One long text',
  folder: 'A folder of texts',
};

/** What is counted of a kind of source. */
export const rowWords: Readonly<Record<TextLook['kind'], { one: string; many: string }>> = {
  table: { one: 'row', many: 'rows' },
  'json-lines': { one: 'row', many: 'rows' },
  tagged: { one: 'sentence', many: 'sentences' },
  'long-text': { one: 'piece', many: 'pieces' },
  folder: { one: 'text', many: 'texts' },
};

/** What an encoding is called. */
export const encodingNames: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little end first)',
  'utf-16be': 'UTF-16 (big end first)',
  'windows-1252': 'Latin-1 (Windows-1252)',
};

/** What a delimiter is called. */
export const delimiterNames: Readonly<Record<string, string>> = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' };
