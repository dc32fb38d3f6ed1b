import UTIF from 'utif2';
import { readDirectory } from './exif.ts';
import { tag } from './header-tiff.ts';
import { damaged } from './problem.ts';
import type { Rgba } from './rgba.ts';

/**
 * Decodes the TIFFs that @napi-rs/image has no reader for: palettes, fax compression, floating-point greys. utif2 guesses
 * at others (Lab, YCbCr) and gets their colours wrong, so those stay refused. Null where it is none of these.
 */
export function decodeOtherTiff(bytes: Buffer): Rgba | null {
  const directory = readDirectory(bytes);
  const photometric = directory?.get(tag.photometric)?.[0] ?? -1;
  if (![0, 1, 3].includes(photometric)) return null;
  // UTIF wants an ArrayBuffer of exactly the file.
  const image = decoded(new Uint8Array(bytes).buffer);
  if (!(image.width > 0) || image.pixels.length !== image.width * image.height * 4)
    throw damaged('TIFF', 'a size that its data does not have');
  return image;
}

function decoded(file: ArrayBuffer): Rgba {
  try {
    const [page] = UTIF.decode(file);
    if (page === undefined) throw new Error('no page in it');
    UTIF.decodeImage(file, page);
    return { pixels: UTIF.toRGBA8(page), width: page.width, height: page.height };
  } catch (error) {
    // It trusts what it reads and stumbles over what is wrong.
    throw damaged('TIFF', error instanceof Error ? error.message : String(error));
  }
}
