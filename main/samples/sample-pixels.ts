import type { ImagePreprocessing } from '#app/data/images.ts';

/** Half of what is drawn: enough to see the form, and four times as fast. */
export const samplePixels: ImagePreprocessing = { kind: 'images', width: 32, height: 32, channels: 'rgb', fit: 'stretch', background: 0 };
