import { hash } from 'node:crypto';
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

/** A batch as another process gets it; sentences stay lists of tokens. */
export interface ReadBatch extends Omit<RowBatch, 'texts'> {
  texts: PackedTexts | string[][];
}

/** One text of several. */
export interface PackedText {
  bytes: Uint8Array;
  width: number;
  /** 32 hexadecimal digits. */
  digest: string;
}

export function packed({ texts, ...batch }: RowBatch): ReadBatch {
  return { ...batch, texts: areWhole(texts) ? pack(texts) : texts };
}

/** Text `row`; undefined where there is none, and of sentences. */
export function packedText(texts: ReadBatch['texts'], row: number): PackedText | undefined {
  if (Array.isArray(texts) || row >= texts.ends.length) return undefined;
  const { bytes, ends, widths, digests } = texts;
  return {
    bytes: bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row]),
    width: widths[row] ?? 0,
    digest: Buffer.from(digests.buffer, digests.byteOffset, digests.byteLength).toString('hex', row * digestBytes, (row + 1) * digestBytes),
  };
}

/** The texts as they were before. */
export function unpacked(texts: ReadBatch['texts'] | RowBatch['texts']): string[] | string[][] {
  if (Array.isArray(texts)) return texts;
  return Array.from(texts.ends, (_, row) => Buffer.from(packedText(texts, row)?.bytes ?? []).toString('utf8'));
}

/** Sentences and texts never mix in a batch. */
const areWhole = (texts: RowBatch['texts']): texts is string[] => typeof (texts[0] ?? '') === 'string';

function pack(texts: readonly string[]): PackedTexts {
  // No UTF-16 unit takes more than three bytes of UTF-8.
  const room = Buffer.allocUnsafeSlow(3 * texts.reduce((sum, text) => sum + text.length, 0));
  const ends = new Uint32Array(texts.length);
  const widths = new Uint32Array(texts.length);
  const digests = new Uint8Array(digestBytes * texts.length);
  let end = 0;
  for (const [row, text] of texts.entries()) {
    const start = end;
    end += room.write(text, start, 'utf8');
    ends[row] = end;
    widths[row] = text.length;
    digests.set(hash('sha256', room.subarray(start, end), 'buffer').subarray(0, digestBytes), row * digestBytes);
  }
  return { bytes: room.subarray(0, end), ends, widths, digests };
}
