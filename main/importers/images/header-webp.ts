import { exifOrientation } from './exif.ts';
import type { ImageHeader } from './header.ts';
import { cutOff, damaged } from './problem.ts';

/** WebP: https://developers.google.com/speed/webp/docs/riff_container */
export function readWebp(bytes: Buffer, whole: boolean): Omit<ImageHeader, 'format'> {
  if (bytes.length < 30 || (whole && bytes.readUInt32LE(4) + 8 > bytes.length)) throw cutOff();
  const size = sizeIn(bytes);
  let orientation = 1;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === 'EXIF') orientation = exifOrientation(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length % 2);
  }
  return { ...size, orientation, gray: false };
}

function sizeIn(bytes: Buffer): { width: number; height: number } {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      throw damaged('WebP', 'no picture in it');
  }
}
