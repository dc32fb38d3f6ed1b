import type { backend_util } from '@tensorflow/tfjs';
import { tf } from '../../tfjs.ts';
import { fourAxes, type Geometry } from '../convolution/geometry.ts';

type Compute = typeof backend_util.computePool2DInfo;

/** The attributes that say how a pooling window moves. */
export interface PoolMovement {
  filterSize: Parameters<Compute>[1];
  strides: Parameters<Compute>[2];
  pad: Parameters<Compute>[4];
  dimRoundingMode?: Parameters<Compute>[5];
}

/** A window as far as it lies inside the image: rows top to bottom − 1, columns left to right − 1. */
export interface Window {
  item: number;
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function poolGeometry(images: readonly number[], { filterSize, strides, pad, dimRoundingMode }: PoolMovement): Geometry {
  return tf.backend_util.computePool2DInfo(fourAxes(images), filterSize, strides, 1, pad, dimRoundingMode);
}

/** Visits every window in the order of the outputs; one object serves all visits. */
export function overWindows(geometry: Geometry, visit: (window: Window, output: number) => void): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const window = { item: 0, top: 0, bottom: 0, left: 0, right: 0 };
  let output = 0;
  for (; window.item < batchSize; window.item++) {
    for (let row = 0; row < outHeight; row++) {
      const y = row * strideHeight - padInfo.top;
      window.top = Math.max(0, y);
      window.bottom = Math.min(inHeight, y + filterHeight);
      for (let column = 0; column < outWidth; column++, output++) {
        const x = column * strideWidth - padInfo.left;
        window.left = Math.max(0, x);
        window.right = Math.min(inWidth, x + filterWidth);
        if (window.top < window.bottom && window.left < window.right) visit(window, output);
      }
    }
  }
}
