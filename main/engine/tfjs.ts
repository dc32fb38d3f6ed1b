import { createRequire } from 'node:module';
import { withDilation } from './dilated-convolution.ts';
import type { Tf } from './engine.ts';
import { withMasks } from './masks.ts';
import { withOrthogonal } from './orthogonal.ts';
import { withRecurrence } from './recurrent/layers.ts';
import { withSeededDropout } from './seeded-dropout.ts';
import { keepStockClasses } from './stock-class.ts';
import { withAllStepsAtOnce } from './time-distributed.ts';

const replacements = [keepStockClasses, withOrthogonal, withSeededDropout, withRecurrence, withMasks, withDilation, withAllStepsAtOnce];

/**
 * The stock tensor library. It is CommonJS whose names Node cannot see from an import, and the stock kernels require it
 * themselves: this gives every module the same copy. Dropout, the recurrent layers and some others, which it has slow, wrong or
 * without a gradient, are replaced by ours, so that blocks need not know.
 */
export const tf: Tf = replacements.reduce<Tf>((library, replace) => replace(library), createRequire(import.meta.url)('@tensorflow/tfjs'));
