import type { Position } from '#app/graph/edits/add.ts';
import { nodeSize } from './node-size.ts';

const margin = 32;

/** The first look at a model: all of it where its words can still be read, else its upper end. Sizes in px. */
export function firstLook(
  places: ReadonlyMap<string, Position>,
  { width, height }: { width: number; height: number },
): { x: number; y: number; zoom: number } {
  if (places.size === 0) return { x: 0, y: 0, zoom: 1 };
  const all = [...places.values()];
  const left = Math.min(...all.map(({ x }) => x));
  const top = Math.min(...all.map(({ y }) => y));
  const wide = Math.max(...all.map(({ x }) => x)) + nodeSize.width - left;
  const tall = Math.max(...all.map(({ y }) => y)) + nodeSize.height - top;
  const whole = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / tall);
  const zoom = Math.min(1, Math.max(0.85, whole));
  const y = whole < zoom ? margin : (height - tall * zoom) / 2;
  // Whole pixels: half ones blur every letter.
  return { x: Math.round(width / 2 - (left + wide / 2) * zoom), y: Math.round(y - top * zoom), zoom };
}
