import type { backend_util } from '@tensorflow/tfjs';
import { tf } from '../../tfjs.ts';

/** Sizes of a convolution: images, filter, steps, padding, result. */
export type Geometry = backend_util.Conv2DInfo;

type Compute = typeof backend_util.computeConv2DInfo;
type Shape4D = [number, number, number, number];

/** The attributes that say how a filter moves. */
export interface Movement {
  strides: Parameters<Compute>[2];
  dilations?: Parameters<Compute>[3];
  pad: Parameters<Compute>[4];
  dimRoundingMode?: Parameters<Compute>[5];
  dataFormat?: 'NHWC' | 'NCHW';
}

/** The sizes that a filter [height, width, inChannels, outChannels] moving so over images [batch, height, width, channels] makes. */
export function geometryOf(images: readonly number[], filter: readonly number[], movement: Movement, depthwise = false): Geometry {
  if (movement.dataFormat === 'NCHW') throw new RangeError('the portable engine must have channels last; got NCHW');
  const { strides, dilations = 1, pad, dimRoundingMode } = movement;
  return tf.backend_util.computeConv2DInfo(fourAxes(images), fourAxes(filter), strides, dilations, pad, dimRoundingMode, depthwise);
}

/** A shape that must have four axes. */
export function fourAxes(shape: readonly number[]): Shape4D {
  const [a, b, c, d, ...more] = shape;
  if (a === undefined || b === undefined || c === undefined || d === undefined || more.length > 0) {
    throw new RangeError(`a convolution's tensor must have four axes; got [${shape}]`);
  }
  return [a, b, c, d];
}
