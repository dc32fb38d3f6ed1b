import { lzwPixels } from './gif-lzw.ts';
import { checkSize, cutOff, damaged } from './problem.ts';
import type { Rgba } from './rgba.ts';

/*
 * Our own, for the first frame only: omggif and modern-gif fill a file that is cut off with colour 0 and say nothing.
 * https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */

/** Draws the first frame on the GIF's screen; what it does not cover, or leaves out, is transparent. Throws ImageProblem. */
export function decodeGif(bytes: Buffer): Rgba {
  const reader = new Reader(bytes, 6);
  const width = reader.short();
  const height = reader.short();
  const flags = reader.byte();
  reader.skip(2);
  const common = palette(reader, flags);
  let transparent = -1;
  for (;;) {
    const block = reader.byte();
    if (block === 0x2c) break;
    if (block !== 0x21) throw block === 0x3b ? damaged('GIF', 'no picture in it') : damaged('GIF', 'an unknown block');
    const extension = reader.blocks(reader.byte());
    if (extension.label === 0xf9 && extension.data.length >= 4) transparent = (extension.data[0] ?? 0) & 1 ? (extension.data[3] ?? -1) : -1;
  }
  const frame = { left: reader.short(), top: reader.short(), width: reader.short(), height: reader.short() };
  checkSize(frame.width, frame.height);
  const frameFlags = reader.byte();
  const colours = palette(reader, frameFlags) ?? common;
  if (colours === null) throw damaged('GIF', 'no colours');
  const codeSize = reader.byte();
  if (codeSize < 1 || codeSize > 8) throw damaged('GIF', 'a code size that cannot be');
  const indices = lzwPixels(reader.blocks(0).data, codeSize, frame.width * frame.height);

  const pixels = new Uint8Array(width * height * 4);
  for (let row = 0; row < frame.height; row += 1) {
    const y = frame.top + ((frameFlags & 0x40) === 0 ? row : interlacedRow(row, frame.height));
    if (y >= height) continue;
    for (let column = 0; column < frame.width && frame.left + column < width; column += 1) {
      const index = indices[row * frame.width + column] ?? 0;
      if (index === transparent) continue;
      const at = (y * width + frame.left + column) * 4;
      pixels.set(colours.subarray(index * 3, index * 3 + 3), at);
      pixels[at + 3] = 255;
    }
  }
  return { pixels, width, height };
}

/** The colour table announced by bit 7, of 2 to the power of (bits 0 to 2, plus 1) colours. */
const palette = (reader: Reader, flags: number): Buffer | null => (flags & 0x80 ? reader.take(3 * 2 ** ((flags & 7) + 1)) : null);

/** Interlaced rows come as every 8th, every 8th from 4, every 4th from 2, every 2nd from 1. */
function interlacedRow(place: number, height: number): number {
  let before = 0;
  for (const [start, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const) {
    const rows = Math.max(0, Math.ceil((height - start) / step));
    if (place < before + rows) return start + (place - before) * step;
    before += rows;
  }
  return place;
}

/** Reads on from a place; throws a cut-off ImageProblem at the end. */
class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw cutOff();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  skip(length: number): void {
    this.take(length);
  }

  byte(): number {
    return this.take(1).readUInt8();
  }

  short(): number {
    return this.take(2).readUInt16LE();
  }

  /** Sub-blocks up to the empty one, joined. */
  blocks(label: number): { label: number; data: Buffer } {
    const parts: Buffer[] = [];
    for (let length = this.byte(); length > 0; length = this.byte()) parts.push(this.take(length));
    return { label, data: Buffer.concat(parts) };
  }
}
