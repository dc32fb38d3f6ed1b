import { createRequire } from 'node:module';
import type { Tf } from './engine.ts';
import { withRecurrence } from './recurrent/layers.ts';
import { withSeededDropout } from './seeded-dropout.ts';

/**
 * The stock tensor library. It is CommonJS whose names Node cannot see from an import, and the stock kernels require it
 * themselves: this gives every module the same copy. Its Dropout and recurrent layers are
 * replaced by ours, so that blocks need not know.
 */
export const tf: Tf = withRecurrence(withSeededDropout(createRequire(import.meta.url)('@tensorflow/tfjs')));
