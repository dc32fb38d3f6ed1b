import { createHash } from 'node:crypto';
import type { SplitName } from '#app/data/images.ts';
import type { Preprocessing } from '#app/data/preprocessing.ts';

/**
 * The SHA-256 that says what a run learned from: the preprocessing, the classes in their order, and of every item the
 * SHA-256 of its pixels or its text, its class and its part. Items are sorted first, so that neither their order nor their names count.
 */
export function datasetHash(
  preprocessing: Preprocessing,
  classes: readonly string[],
  items: readonly { pixels: string; class: number; split: SplitName }[],
): string {
  const hash = createHash('sha256').update(JSON.stringify({ ...inOrder(preprocessing), classes }));
  const lines = items.map((item) => `${item.pixels} ${item.class} ${item.split}`).sort();
  for (let at = 0; at < lines.length; at += 1000) hash.update(`\n${lines.slice(at, at + 1000).join('\n')}`);
  return hash.digest('hex');
}

/** The settings with their names in one order, whatever order they came in. */
function inOrder(preprocessing: Preprocessing): object {
  if (preprocessing.kind === 'texts') return sorted(preprocessing);
  const { kind, width, height, channels, fit, background } = preprocessing;
  return { kind, width, height, channels, fit, background };
}

const sorted = (settings: object): object =>
  Object.fromEntries(
    Object.entries(settings)
      .map(([name, value]) => [name, typeof value === 'object' && value !== null ? sorted(value) : value] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
