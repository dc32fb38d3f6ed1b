import { exifOrientation } from './exif.ts';
import type { ImageHeader } from './header.ts';
import { cutOff, damaged } from './problem.ts';

/** PNG: https://www.w3.org/TR/png-3/#5Chunk-layout */
export function readPng(bytes: Buffer, whole: boolean): Omit<ImageHeader, 'format'> {
  if (bytes.length < 33) throw cutOff();
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') throw damaged('PNG', 'no header');
  const colour = bytes.readUInt8(25);
  const header = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), orientation: 1, gray: colour === 0 || colour === 4 };
  let ended = false;
  for (let at = 8; at + 12 <= bytes.length && !ended; at += 12 + bytes.readUInt32BE(at)) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'eXIf') header.orientation = exifOrientation(bytes.subarray(at + 8, at + 8 + length));
    ended = type === 'IEND';
  }
  if (whole && !ended) throw cutOff();
  return header;
}
