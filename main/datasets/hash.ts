import { createHash } from 'node:crypto';
import type { ImagePreprocessing, SplitName } from '#app/data/images.ts';

/**
 * The SHA-256 that says what a run learned from: the preprocessing, the classes in their order, and of every item the
 * SHA-256 of its pixels, its class and its part. Items are sorted first, so that neither their order nor their names count.
 */
export function datasetHash(
  preprocessing: ImagePreprocessing,
  classes: readonly string[],
  items: readonly { pixels: string; class: number; split: SplitName }[],
): string {
  const { kind, width, height, channels, fit, background } = preprocessing;
  const hash = createHash('sha256').update(JSON.stringify({ kind, width, height, channels, fit, background, classes }));
  const lines = items.map((item) => `${item.pixels} ${item.class} ${item.split}`).sort();
  for (let at = 0; at < lines.length; at += 1000) hash.update(`\n${lines.slice(at, at + 1000).join('\n')}`);
  return hash.digest('hex');
}
