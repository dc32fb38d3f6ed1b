import type { GradientLook } from '../contract/runs.ts';
import { short } from '../numbers.ts';

/** How gradients fare on their way back to the input. */
export type GradientVerdict = { kind: 'vanishing' | 'exploding'; message: string };

/** Looks that are judged together: one alone says little. */
const lately = 10;
/** How many times smaller the first layer's gradients may be than the largest behind it, and how many times larger than the last one's. */
const apart = 1000;
/** A gradient of this size moves a weight further in one step than most weights are large. */
const huge = 100;
/** Below it nothing arrives: float32 ends soon after. */
const nothing = 1e-30;

/** Mean size of each layer's gradients over the newest looks, as a logarithm is averaged; null: one of them was not finite. */
function recent(looks: readonly GradientLook[]): { layer: string; size: number | null }[] {
  const newest = looks.slice(-lately);
  return (newest.at(-1)?.sizes ?? []).map(({ layer }, place) => {
    const sizes = newest.map((look) => look.sizes[place]?.size ?? null);
    if (sizes.includes(null)) return { layer, size: null };
    const logarithms = sizes.map((size) => Math.log(Math.max(size ?? 0, nothing)));
    return { layer, size: Math.exp(logarithms.reduce((sum, each) => sum + each, 0) / logarithms.length) };
  });
}

/**
 * Whether a run's gradients vanish or explode on their way from the loss to the input, in words; null where they arrive.
 * `nameOf`: what a layer is called on the canvas.
 */
export function gradientVerdict(looks: readonly GradientLook[], nameOf: (layer: string) => string): GradientVerdict | null {
  const layers = recent(looks);
  const [first] = layers;
  const last = layers.at(-1);
  if (first === undefined || last === undefined) return null;
  const wild = layers.find(({ size }) => size === null || size > huge);
  if (wild !== undefined) {
    const how = wild.size === null ? 'no longer finite' : `${short(wild.size)} a weight`;
    return {
      kind: 'exploding',
      message: `The gradients of ${nameOf(wild.layer)} are ${how}: they explode. Clip them, or lower the learning rate.`,
    };
  }
  if (layers.every(({ size }) => (size ?? 0) < nothing * 10))
    return {
      kind: 'vanishing',
      message:
        'No gradient reaches any layer any more: nothing more is learned. Where answers are still wrong, begin anew with a lower learning rate, or clip the gradients.',
    };
  if (layers.length < 2 || first.size === null || last.size === null) return null;
  const largest = layers.slice(1).reduce((most, each) => ((each.size ?? 0) > (most.size ?? 0) ? each : most));
  if (first.size * apart < (largest.size ?? 0)) {
    const times =
      first.size < nothing * 10
        ? 'nothing of the loss reaches'
        : `gradients are ${short((largest.size ?? 0) / first.size)} times smaller than those of ${nameOf(largest.layer)} in`;
    return {
      kind: 'vanishing',
      message: `They vanish on the way back: ${times} ${nameOf(first.layer)}, which hardly learns. Try relu, batch normalisation or fewer layers.`,
    };
  }
  if (first.size > last.size * apart)
    return {
      kind: 'exploding',
      message: `They grow on the way back: ${nameOf(first.layer)} gets gradients ${short(first.size / last.size)} times those of ${nameOf(last.layer)}. Clip them, or lower the learning rate.`,
    };
  return null;
}
