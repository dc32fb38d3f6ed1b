import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './engine.ts';

/** A class of the tensor library that it does not export: what its factories make, and what it makes of a model's JSON. */
export const stockClass = <T extends tfjs.serialization.Serializable>(tf: Tf, name: string) =>
  // The registry types its classes as makers of anything serializable; the caller knows which it asks for.
  tf.serialization.SerializationMap.getMap().classNameMap[name]?.[0] as unknown as tfjs.serialization.SerializableConstructor<T>;

type Classes = tfjs.serialization.SerializationMap['classNameMap'];

/** The library's own classes by name, as they were before any of ours took their places, for each of its registries. */
const stockClasses = new WeakMap<Classes, Classes>();

/** Remembers the library's own classes: the first of its replacements, which replaces nothing. */
export function keepStockClasses(stock: Tf): Tf {
  const { classNameMap } = stock.serialization.SerializationMap.getMap();
  if (!stockClasses.has(classNameMap)) stockClasses.set(classNameMap, { ...classNameMap });
  return stock;
}

/**
 * Makes a model as a program does that knows the plain library only: of its own layers, none of ours. What makes layers from JSON
 * meanwhile would get these too: so the files are read before, and nothing is waited for in between but the library itself.
 */
export async function loadStockModel(tf: Tf, artifacts: tfjs.io.ModelArtifacts): Promise<tfjs.LayersModel> {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  const ours = { ...classNameMap };
  Object.assign(classNameMap, stockClasses.get(classNameMap));
  try {
    return await tf.loadLayersModel({ load: async () => artifacts });
  } finally {
    Object.assign(classNameMap, ours);
  }
}
