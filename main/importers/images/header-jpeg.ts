import { exifOrientation } from './exif.ts';
import type { ImageHeader } from './header.ts';
import { checkSize, cutOff, damaged } from './problem.ts';

const endOfImage = Buffer.from([0xff, 0xd9]);

/** JPEG: markers up to the first scan. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B */
export function readJpeg(bytes: Buffer, whole: boolean): Omit<ImageHeader, 'format'> {
  let frame: { width: number; height: number; gray: boolean } | null = null;
  let orientation = 1;
  for (let at = 2; ; ) {
    if (at + 4 > bytes.length) throw cutOff();
    if (bytes[at] !== 0xff) throw damaged('JPEG', 'no marker where one must be');
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff || isBare(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === 0xd9) throw damaged('JPEG', 'no picture in it');
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (isFrame(marker) && frame === null) {
      if (at + 10 > bytes.length) throw cutOff();
      frame = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), gray: bytes[at + 9] === 1 };
      if (!whole) break;
    } else if (marker === 0xe1 && bytes.toString('latin1', at + 4, at + 8) === 'Exif') {
      orientation = exifOrientation(bytes.subarray(at + 4, end));
    } else if (marker === 0xda) {
      // Inside a scan 0xff is stuffed, so an end marker after its start is a true one.
      if (whole && bytes.lastIndexOf(endOfImage) < end) throw cutOff();
      break;
    }
    at = end;
  }
  if (frame === null) throw damaged('JPEG', 'no size');
  checkSize(frame.width, frame.height);
  // A block of 8×8 pixels takes a bit at least, however it is packed; the decoder would make up what is missing.
  if (whole && bytes.length * 8 < Math.ceil(frame.width / 8) * Math.ceil(frame.height / 8))
    throw damaged('JPEG', 'too few bytes for its size');
  return { ...frame, orientation };
}

/** Start of frame: all of 0xc0 to 0xcf but the tables among them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
