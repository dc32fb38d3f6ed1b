import { hash } from 'node:crypto';
import { rowOfTokens } from '#app/data/texts/given-tokens.ts';
import type { RowBatch } from './source.ts';

/** Bytes of a text's hash that are kept: 128 bits tell copies apart as well as all of them would. */
const digestBytes = 16;

/**
 * Texts on their way from one process to another, and on to the disk: as strings, each would be copied four times and hashed
 * where the store is written.
 */
export interface PackedTexts {
  /** All of them in UTF-8, back to back, and behind which byte each ends. */
  bytes: Uint8Array;
  ends: Uint32Array;
  /** UTF-16 units of each. */
  widths: Uint32Array;
  /** The beginning of each one's SHA-256. */
  digests: Uint8Array;
}

/** A batch as another process gets it; a sentence of tagged words is one row of them. */
export interface ReadBatch extends Omit<RowBatch, 'texts'> {
  texts: PackedTexts;
}

/** One text of several. */
export interface PackedText {
  bytes: Uint8Array;
  width: number;
  /** The beginning of its SHA-256. */
  digest: Uint8Array;
}

export function packed({ texts, ...batch }: RowBatch): ReadBatch {
  const rows = areWhole(texts) ? texts : texts.map(rowOfTokens);
  return { ...batch, texts: pack(rows, batch.labels) };
}

/** Text `row` of the batch. */
export function packedText({ bytes, ends, widths, digests }: PackedTexts, row: number): PackedText {
  return {
    bytes: bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row]),
    width: widths[row] ?? 0,
    digest: digests.subarray(row * digestBytes, (row + 1) * digestBytes),
  };
}

/** The texts as they were before. */
export const unpacked = (texts: PackedTexts): string[] =>
  Array.from(texts.ends, (_, row) => Buffer.from(packedText(texts, row).bytes).toString('utf8'));

/** Sentences and texts never mix in a batch. */
const areWhole = (texts: RowBatch['texts']): texts is string[] => typeof (texts[0] ?? '') === 'string';

/** Under other tags a sentence is another one: they count for its hash. */
function pack(texts: readonly string[], labels: RowBatch['labels']): PackedTexts {
  // No UTF-16 unit takes more than three bytes of UTF-8.
  const room = Buffer.allocUnsafeSlow(3 * texts.reduce((sum, text) => sum + text.length, 0));
  const ends = new Uint32Array(texts.length);
  const widths = new Uint32Array(texts.length);
  const digests = Buffer.alloc(digestBytes * texts.length);
  let end = 0;
  for (const [row, text] of texts.entries()) {
    const start = end;
    end += room.write(text, start, 'utf8');
    ends[row] = end;
    widths[row] = text.length;
    const tags = labels[row];
    const bytes = room.subarray(start, end);
    const hashed = Array.isArray(tags) ? Buffer.concat([bytes, Buffer.from(`\0${tags.join('\0')}`)]) : bytes;
    // Twice as quick by way of its digits as in a buffer of its own.
    digests.write(hash('sha256', hashed, 'hex'), row * digestBytes, digestBytes, 'hex');
  }
  return { bytes: room.subarray(0, end), ends, widths, digests };
}
