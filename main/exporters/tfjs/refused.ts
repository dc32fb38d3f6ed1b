import type * as tfjs from '@tensorflow/tfjs';
import { appError } from '#app/errors.ts';

type Layer = tfjs.layers.Layer;

/**
 * Refuses by name what the library that opens the files cannot compute as we do: a GRU that resets after its product, and a sum
 * of steps that all know their padding where something behind it asks for that. Throws export-reset-after or export-masks-added.
 */
export function refuseUnreadable({ layers }: tfjs.LayersModel, format: string): void {
  const gru = layers.find((layer) => [layer, ...innerLayers(layer)].some(resetsAfter));
  if (gru !== undefined) throw appError('export-reset-after', { layer: gru.name, format });
  const [isMasked, asksForMask] = [maskKnower(), maskAsker()];
  const sum = layers.find((layer) => layer.getClassName() === 'Add' && isMasked(layer) && asksForMask(layer));
  if (sum !== undefined) throw appError('export-masks-added', { layer: sum.name, format });
}

const resetsAfter = (layer: Layer) => layer.getClassName() === 'GRU' && layer.getConfig().resetAfter === true;

/** What a layer wraps: the two directions of Bidirectional, the one of TimeDistributed. */
function innerLayers(layer: Layer): Layer[] {
  // Their types keep them to themselves; what has none of these wraps nothing.
  const { forwardLayer, backwardLayer, layer: wrapped } = layer as Partial<Record<'forwardLayer' | 'backwardLayer' | 'layer', Layer>>;
  return [forwardLayer, backwardLayer, wrapped].filter((each) => each !== undefined);
}

/** A layer is applied once in our models, so it has one node. */
const before = (layer: Layer): Layer[] => (layer.inboundNodes[0]?.inboundLayers ?? []).filter((each) => each !== undefined);
const behind = (layer: Layer): Layer[] => layer.outboundNodes.flatMap((node) => node.outboundLayer ?? []);

const recurrent: readonly string[] = ['SimpleRNN', 'LSTM', 'GRU', 'Bidirectional'];
const isRecurrent = (layer: Layer) => recurrent.includes(layer.getClassName());

/** Whether the steps that a layer hands on know which of them are padding, by the library's own rules. */
const maskKnower = () =>
  remembering((layer, isMasked) => {
    const name = layer.getClassName();
    if (name === 'Masking' || (name === 'Embedding' && layer.getConfig().maskZero === true)) return true;
    if (!layer.supportsMasking && name !== 'Bidirectional') return false;
    if (isRecurrent(layer) && !returnsSteps(layer)) return false;
    const inputs = before(layer);
    return inputs.length > 0 && inputs.every(isMasked);
  });

const returnsSteps = (layer: Layer) => [layer, ...innerLayers(layer)].some((each) => each.getConfig().returnSequences === true);

/** Whether something that a layer's mask reaches does more with it than hand it on. */
const maskAsker = () =>
  remembering((layer, asksForMask) =>
    behind(layer).some((next) => isRecurrent(next) || next.getClassName() === 'Concatenate' || (next.supportsMasking && asksForMask(next))),
  );

/** A question about a layer that leads to others: each is answered once, however many ways lead to it. */
function remembering(answer: (layer: Layer, ask: (layer: Layer) => boolean) => boolean): (layer: Layer) => boolean {
  const known = new Map<Layer, boolean>();
  return function ask(layer) {
    const before = known.get(layer);
    if (before !== undefined) return before;
    const found = answer(layer, ask);
    known.set(layer, found);
    return found;
  };
}
