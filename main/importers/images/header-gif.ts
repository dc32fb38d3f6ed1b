import type { ImageHeader } from './header.ts';
import { cutOff } from './problem.ts';

/** GIF: the size of the screen that the frames are drawn on. */
export function readGif(bytes: Buffer): Omit<ImageHeader, 'format'> {
  if (bytes.length < 13) throw cutOff();
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), orientation: 1, gray: false };
}
