import type { ImageHeader } from './header.ts';
import { cutOff } from './problem.ts';

/** BMP: the old core header has 16-bit sizes; in the newer ones a negative height means top down. */
export function readBmp(bytes: Buffer): Omit<ImageHeader, 'format'> {
  if (bytes.length < 26) throw cutOff();
  const core = bytes.readUInt32LE(14) === 12;
  const width = core ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const height = core ? bytes.readUInt16LE(20) : Math.abs(bytes.readInt32LE(22));
  return { width, height, orientation: 1, gray: false };
}
