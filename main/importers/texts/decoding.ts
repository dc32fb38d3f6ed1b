import { isUtf8 } from 'node:buffer';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/**
 * Turns the bytes of a file, piece by piece, into text. What the encoding does not allow becomes one lone surrogate a byte, which no
 * valid text holds: `String.isWellFormed` tells the rows that are damaged from those that merely hold U+FFFD.
 */
export class Decoding {
  readonly #encoding: Encoding;
  #rest = Buffer.alloc(0);

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  /** The text of the next bytes; those of a character that is not whole yet wait for the next piece, unless this is the last. */
  decode(bytes: Buffer, last: boolean): string {
    if (this.#encoding === 'windows-1252') return windows1252(bytes);
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const whole = last ? all.length : wholeLength(all, this.#encoding);
    // Copied: the caller reads the next piece into the same memory.
    this.#rest = Buffer.from(all.subarray(whole));
    const body = all.subarray(0, whole);
    return this.#encoding === 'utf-8' ? utf8(body) : utf16(body, this.#encoding === 'utf-16be');
  }
}

/** How many of the bytes are whole characters; what is no UTF-8 anyway counts as whole. */
export function wholeLength(bytes: Buffer, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): number {
  if (encoding !== 'utf-8') return bytes.length - (bytes.length % 2);
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return lengthBy(byte) > back ? bytes.length - back : bytes.length;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

const lengthBy = (first: number): number => (first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : 1);

/** What a byte that is no text stands as. */
const mark = (byte: number): string => String.fromCharCode(0xdc00 + byte);

function utf8(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  // Line by line, so that a damaged place costs no more than its line.
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(10, at);
    const end = found < 0 ? bytes.length : found + 1;
    const line = bytes.subarray(at, end);
    text += isUtf8(line) ? line.toString('utf8') : damaged(line);
    at = end;
  }
  return text;
}

function damaged(bytes: Buffer): string {
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    const length = lengthBy(byte);
    if (byte < 0x80 || (length > 1 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)))) {
      at += length;
      continue;
    }
    text += bytes.toString('utf8', from, at) + mark(byte);
    at += 1;
    from = at;
  }
  return text + bytes.toString('utf8', from);
}

/** Keeps lone surrogates as they are; an odd byte at the end is no text. */
function utf16(bytes: Buffer, bigEndian: boolean): string {
  const even = bytes.length - (bytes.length % 2);
  const units = bigEndian ? Buffer.from(bytes.subarray(0, even)).swap16() : bytes.subarray(0, even);
  return units.toString('utf16le') + (even < bytes.length ? mark(bytes[even] ?? 0) : '');
}

/** 0x80 to 0x9f of Windows-1252; in Latin-1 these are controls, which no text uses (encoding.spec.whatwg.org/index-windows-1252.txt). */
const above = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const windows1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\x80-\x9f]/g, (character) => above[character.charCodeAt(0) - 0x80] ?? character);
