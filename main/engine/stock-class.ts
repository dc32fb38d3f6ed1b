import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './engine.ts';

/** A class of the tensor library that it does not export: what its factories make, and what it makes of a model's JSON. */
export const stockClass = <T extends tfjs.serialization.Serializable>(tf: Tf, name: string) =>
  // The registry types its classes as makers of anything serializable; the caller knows which it asks for.
  tf.serialization.SerializationMap.getMap().classNameMap[name]?.[0] as unknown as tfjs.serialization.SerializableConstructor<T>;
