import type { Augmentation } from '../runs/config.ts';
import { draws } from '../runs/random.ts';

/** Changes an image's uint8 pixels [height, width, channels] in place, as (seed, epoch, item) alone decide. */
export type Augment = (pixels: Uint8Array, item: number, epoch: number) => void;

/** What was drawn for one image. Shifts in px, angle in radians, brightness in grey levels. */
interface Change {
  flipHorizontal: boolean;
  flipVertical: boolean;
  right: number;
  down: number;
  angle: number;
  brightness: number;
}

/** Whether anything is to be changed at all. */
const isPlain = ({ flipHorizontal, flipVertical, shift, rotate, brightness }: Augmentation) =>
  !flipHorizontal && !flipVertical && shift === 0 && rotate === 0 && brightness === 0;

/** Makes the function that augments images of one shape; null where the settings change nothing. */
export function augmenter(
  settings: Augmentation,
  shape: readonly [height: number, width: number, channels: number],
  seed: number,
): Augment | null {
  if (isPlain(settings)) return null;
  const before = new Uint8Array(shape[0] * shape[1] * shape[2]);
  return (pixels, item, epoch) => {
    const change = draw(settings, shape, draws(seed, epoch, item).next);
    if (change.flipHorizontal || change.flipVertical || change.right !== 0 || change.down !== 0 || change.angle !== 0) {
      before.set(pixels);
      move(before, pixels, shape, change);
    }
    if (change.brightness !== 0) brighten(pixels, shape[2], change.brightness);
  };
}

/** Every number is drawn, used or not: switching one setting on leaves the others' draws as they were. */
function draw(settings: Augmentation, [height, width]: readonly [number, number, number], next: () => number): Change {
  const between = (most: number) => (2 * next() - 1) * most;
  const [horizontal, vertical] = [next() < 0.5, next() < 0.5];
  const [right, down] = [between(settings.shift * width), between(settings.shift * height)];
  const angle = between((settings.rotate * Math.PI) / 180);
  // Without a turn, whole pixels: no need to blur.
  const whole = settings.rotate === 0 ? Math.round : (value: number) => value;
  return {
    flipHorizontal: settings.flipHorizontal && horizontal,
    flipVertical: settings.flipVertical && vertical,
    right: whole(right),
    down: whole(down),
    angle,
    brightness: Math.round(between(settings.brightness * 255)),
  };
}

/**
 * Flips, turns about the middle, then shifts. Each target pixel looks where it came from; between pixels it mixes the four
 * around (bilinear), and outside the image it takes the nearest edge.
 */
function move(from: Uint8Array, to: Uint8Array, [height, width, channels]: readonly [number, number, number], change: Change): void {
  const [cos, sin] = [Math.cos(change.angle), Math.sin(change.angle)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const [signX, signY] = [change.flipHorizontal ? -1 : 1, change.flipVertical ? -1 : 1];
  const [lastX, lastY] = [width - 1, height - 1];
  let target = 0;
  for (let row = 0; row < height; row += 1) {
    const y = row - change.down - middleY;
    for (let column = 0; column < width; column += 1) {
      const x = column - change.right - middleX;
      const sourceX = clamp(middleX + signX * (cos * x + sin * y), lastX);
      const sourceY = clamp(middleY + signY * (cos * y - sin * x), lastY);
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      const shareX = sourceX - left;
      const shareY = sourceY - top;
      const corner = (top * width + left) * channels;
      const toRight = left < lastX ? channels : 0;
      const toBelow = top < lastY ? width * channels : 0;
      for (let channel = 0; channel < channels; channel += 1) {
        const at = corner + channel;
        const above = mix(from[at] ?? 0, from[at + toRight] ?? 0, shareX);
        const below = mix(from[at + toBelow] ?? 0, from[at + toBelow + toRight] ?? 0, shareX);
        to[target] = mix(above, below, shareY) + 0.5;
        target += 1;
      }
    }
  }
}

const clamp = (value: number, last: number) => Math.min(Math.max(value, 0), last);
const mix = (a: number, b: number, share: number) => a + (b - a) * share;

/** Adds grey levels to every channel but the fourth, which says how opaque a pixel is. */
function brighten(pixels: Uint8Array, channels: number, levels: number): void {
  const lighter = Uint8Array.from({ length: 256 }, (_, value) => clamp(value + levels, 255));
  for (let at = 0; at < pixels.length; at += 1) {
    if (channels !== 4 || at % 4 !== 3) pixels[at] = lighter[pixels[at] ?? 0] ?? 0;
  }
}
