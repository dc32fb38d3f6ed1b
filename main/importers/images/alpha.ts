import { type Rgba, resizeOpaque } from './rgba.ts';

/** Lays the image over a grey level; the result is opaque. */
export function flattened(image: Rgba, background: number): Rgba {
  const pixels = new Uint8Array(image.pixels.length);
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = image.pixels[at + 3] ?? 255;
    const under = background * (255 - alpha) + 127;
    for (let channel = at; channel < at + 3; channel += 1) {
      pixels[channel] = (((image.pixels[channel] ?? 0) * alpha + under) / 255) | 0;
    }
    pixels[at + 3] = 255;
  }
  return { ...image, pixels };
}

/**
 * Resizes colours weighted by their alpha, so that what lies invisible under transparent pixels does not bleed out. Colour
 * and alpha go through the opaque resizer apart; under wholly transparent pixels comes the background.
 */
export function resizeTransparent(image: Rgba, width: number, height: number, background: number): Rgba {
  const masks = new Uint8Array(image.pixels.length);
  for (let at = 0; at < masks.length; at += 4) masks.fill(image.pixels[at + 3] ?? 255, at, at + 3).fill(255, at + 3, at + 4);
  const colours = resizeOpaque(flattened(image, 0), width, height).pixels;
  const alphas = resizeOpaque({ ...image, pixels: masks }, width, height).pixels;
  for (let at = 0; at < colours.length; at += 4) {
    const alpha = alphas[at] ?? 255;
    for (let channel = at; channel < at + 3; channel += 1) {
      colours[channel] = alpha === 0 ? background : Math.min(255, Math.round(((colours[channel] ?? 0) * 255) / alpha));
    }
    colours[at + 3] = alpha;
  }
  return { pixels: colours, width, height };
}
