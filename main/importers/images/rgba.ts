import { FastResizeFilter, JsColorType, type Orientation, ResizeFit, Transformer } from '@napi-rs/image';
import { damaged } from './problem.ts';

/** 8-bit pixels [height, width, 4]: red, green, blue, alpha, not premultiplied. */
export interface Rgba {
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** Where each colour type keeps its samples: bytes a sample, and the places of red, green, blue and alpha in a pixel. */
const layouts: Partial<Record<JsColorType, { bytes: 1 | 2; samples: number; places: readonly [number, number, number, number | null] }>> = {
  [JsColorType.L8]: { bytes: 1, samples: 1, places: [0, 0, 0, null] },
  [JsColorType.La8]: { bytes: 1, samples: 2, places: [0, 0, 0, 1] },
  [JsColorType.Rgb8]: { bytes: 1, samples: 3, places: [0, 1, 2, null] },
  [JsColorType.Rgba8]: { bytes: 1, samples: 4, places: [0, 1, 2, 3] },
  [JsColorType.L16]: { bytes: 2, samples: 1, places: [0, 0, 0, null] },
  [JsColorType.La16]: { bytes: 2, samples: 2, places: [0, 0, 0, 1] },
  [JsColorType.Rgb16]: { bytes: 2, samples: 3, places: [0, 1, 2, null] },
  [JsColorType.Rgba16]: { bytes: 2, samples: 4, places: [0, 1, 2, 3] },
};

export const hasAlpha = (type: JsColorType): boolean => layouts[type]?.places[3] != null;
export const isKnown = (type: JsColorType): boolean => layouts[type] !== undefined;

/** Spreads the decoder's pixels to RGBA of 8 bits; 16-bit samples are rounded. Throws ImageProblem for float pixels. */
export function toRgba(raw: Buffer, type: JsColorType, width: number, height: number): Rgba {
  const layout = layouts[type];
  if (layout === undefined) throw damaged('image', 'colours of a kind that Unfold does not read');
  const { samples, places } = layout;
  const pixels = new Uint8Array(width * height * 4);
  // A decoder's buffer need not begin at an even address.
  const values = layout.bytes === 1 ? raw : new Uint16Array(new Uint8Array(raw).buffer);
  const eight = layout.bytes === 1 ? (value: number) => value : (value: number) => ((value + 128) / 257) | 0;
  const [red, green, blue, alpha] = places;
  for (let from = 0, to = 0; to < pixels.length; from += samples, to += 4) {
    pixels[to] = eight(values[from + red] ?? 0);
    pixels[to + 1] = eight(values[from + green] ?? 0);
    pixels[to + 2] = eight(values[from + blue] ?? 0);
    pixels[to + 3] = alpha === null ? 255 : eight(values[from + alpha] ?? 0);
  }
  return { pixels, width, height };
}

export function isOpaque({ pixels }: Rgba): boolean {
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 255) return false;
  return true;
}

/** Turns it upright. */
export function upright(image: Rgba, orientation: number): Rgba {
  if (orientation === 1) return image;
  // readHeader gives 1 to 8, which is what the enum holds.
  const pixels = Transformer.fromRgbaPixels(image.pixels, image.width, image.height)
    .rotate(orientation as Orientation)
    .rawPixelsSync();
  return orientation > 4 ? { pixels, width: image.height, height: image.width } : { ...image, pixels };
}

export function crop(image: Rgba, box: { x: number; y: number; width: number; height: number }): Rgba {
  if (box.width === image.width && box.height === image.height) return image;
  const pixels = new Uint8Array(box.width * box.height * 4);
  for (let row = 0; row < box.height; row += 1) {
    const start = ((box.y + row) * image.width + box.x) * 4;
    pixels.set(image.pixels.subarray(start, start + box.width * 4), row * box.width * 4);
  }
  return { pixels, width: box.width, height: box.height };
}

/** Antialiased bilinear, as Pillow's, to within one grey level. The image must be opaque: the resizer treats alpha wrongly. */
export function resizeOpaque(image: Rgba, width: number, height: number): Rgba {
  const pixels = resized(Transformer.fromRgbaPixels(image.pixels, image.width, image.height), width, height);
  return { pixels, width, height };
}

/** The resizer that both ways share; its answer is RGBA whatever went in. */
export const resized = (source: Transformer, width: number, height: number): Buffer =>
  source.fastResize({ width, height, filter: FastResizeFilter.Bilinear, fit: ResizeFit.Fill }).rawPixelsSync();
