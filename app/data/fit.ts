import type { ImagePreprocessing } from './images.ts';

interface Size {
  width: number;
  height: number;
}

/** How an image gets to its size: cut this rectangle out of it, resize that, put it there. Whole pixels throughout. */
export interface Placement {
  crop: Size & { x: number; y: number };
  size: Size;
  x: number;
  y: number;
}

/**
 * Where the pixels of an upright image go in the target. Cover cuts the source first, so that a very long image never
 * becomes a very large one; what is odd falls to the right and below.
 */
export function placement(source: Size, target: Pick<ImagePreprocessing, 'width' | 'height' | 'fit'>): Placement {
  const { width, height } = target;
  const whole = { x: 0, y: 0, width: source.width, height: source.height };
  if (target.fit === 'stretch') return { crop: whole, size: { width, height }, x: 0, y: 0 };

  // Compared crosswise, in whole numbers: exact.
  const wider = source.width * height > source.height * width;
  if (target.fit === 'cover') {
    const size = wider
      ? { width: Math.max(1, Math.round((source.height * width) / height)), height: source.height }
      : { width: source.width, height: Math.max(1, Math.round((source.width * height) / width)) };
    const crop = { x: Math.floor((source.width - size.width) / 2), y: Math.floor((source.height - size.height) / 2), ...size };
    return { crop, size: { width, height }, x: 0, y: 0 };
  }
  const size = wider
    ? { width, height: Math.max(1, Math.round((source.height * width) / source.width)) }
    : { width: Math.max(1, Math.round((source.width * height) / source.height)), height };
  return { crop: whole, size, x: Math.floor((width - size.width) / 2), y: Math.floor((height - size.height) / 2) };
}
