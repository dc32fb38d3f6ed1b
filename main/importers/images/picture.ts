import { CompressionType, type Orientation, ResizeFilterType, ResizeFit, Transformer } from '@napi-rs/image';
import { uprightSize } from './decode.ts';
import { decodeRgba, decodingMemory, refusal } from './decode-rgba.ts';
import { type ImageHeader, readHeader } from './header.ts';
import { noteDecoded } from './native-memory.ts';
import type { Picture } from './protocol.ts';

const quality = 82;
/** Up to this many pixels a picture is a PNG: quickly made, and nothing is lost of what is looked at enlarged. */
const smallPixels = 96 * 96;

/** An image for the eye: upright, its longer side at most `size` pixels. Throws ImageProblem. */
export function makePicture(bytes: Buffer, size: number): Extract<Picture, { kind: 'made' }> {
  const header = readHeader(bytes);
  const { width, height } = uprightSize(header);
  const scale = Math.min(1, size / Math.max(width, height));
  const shown = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  noteDecoded(decodingMemory(header));
  const source = transformer(bytes, header, size);
  try {
    if (scale < 1) source.resize({ ...shown, filter: ResizeFilterType.Triangle, fit: ResizeFit.Fill });
    return shown.width * shown.height <= smallPixels
      ? { kind: 'made', type: 'image/png', bytes: source.pngSync({ compressionType: CompressionType.Fast }) }
      : { kind: 'made', type: 'image/webp', bytes: source.webpSync(quality) };
  } catch (error) {
    throw refusal(error, header.format);
  }
}

function transformer(bytes: Buffer, header: ImageHeader, size: number): Transformer {
  const direct = header.format !== 'gif' && header.format !== 'tiff';
  const image = direct ? null : decodeRgba(bytes, header, size);
  const source = image === null ? new Transformer(bytes) : Transformer.fromRgbaPixels(image.pixels, image.width, image.height);
  return header.orientation > 1 ? source.rotate(header.orientation as Orientation) : source; // 1 to 8: what the enum holds
}
