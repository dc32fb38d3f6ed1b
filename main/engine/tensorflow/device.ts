import koffi from 'koffi';
import type { Binding } from './binding.ts';

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
  return gpu === null ? 'CPU' : `GPU: ${cardName(Number(gpu[1])) ?? name}`;
}

/** What CUDA's driver calls card `index` (of those it lets this process see); undefined where it will not say. */
function cardName(index: number): string | undefined {
  try {
    const driver = koffi.load(process.platform === 'win32' ? 'nvcuda.dll' : 'libcuda.so.1');
    const device = new Int32Array(1);
    const name = new Uint8Array(256);
    const failed =
      driver.func('int cuInit(unsigned int)')(0) ||
      driver.func('int cuDeviceGet(_Out_ int*, int)')(device, index) ||
      driver.func('int cuDeviceGetName(_Out_ void*, int, int)')(name, name.length, device[0]);
    return failed ? undefined : new TextDecoder().decode(name.subarray(0, name.indexOf(0)));
  } catch {
    return undefined; // the name is for people only; the run is none the worse without
  }
}
