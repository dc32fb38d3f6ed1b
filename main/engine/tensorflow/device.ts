import type { Binding } from './binding.ts';
import { cudaCard } from './cuda.ts';

/**
 * The device that computes, found by computing: 'CPU', or 'GPU: ' and the card's name. TensorFlow places an operation on the
 * CPU without a word when the GPU's libraries are not there, so what is listed proves nothing.
 */
export function deviceInUse(binding: Binding): string {
  const one = binding.createTensor([1, 1], binding.TF_FLOAT, Float32Array.of(1));
  const [product] = binding.executeOp(
    'MatMul',
    [
      { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
      { name: 'transpose_a', type: binding.TF_ATTR_BOOL, value: false },
      { name: 'transpose_b', type: binding.TF_ATTR_BOOL, value: false },
    ],
    [one, one],
    1,
  );
  const name = product === undefined ? '' : binding.deviceOf(product.id);
  if (product !== undefined) binding.deleteTensor(product.id);
  binding.deleteTensor(one);
  const gpu = /device:GPU:(\d+)$/.exec(name);
  return gpu === null ? 'CPU' : `GPU: ${cudaCard(Number(gpu[1])) ?? name}`;
}

/** Why a CUDA card that is there does not compute, where that is so. */
export function unusedCard(device: string): string | null {
  const card = device === 'CPU' ? cudaCard() : null;
  return card === null ? null : `${card} is not in use: that takes the CUDA pack ("npm run engine -- --gpu"), CUDA 12 and cuDNN 9`;
}
