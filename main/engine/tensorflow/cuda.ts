import koffi from 'koffi';

/** What CUDA's driver calls card `index`, of those this process may see; null where there is no such card or no driver. */
export function cudaCard(index = 0): string | null {
  try {
    const driver = koffi.load(process.platform === 'win32' ? 'nvcuda.dll' : 'libcuda.so.1');
    const device = new Int32Array(1);
    const name = new Uint8Array(256);
    const failed =
      driver.func('int cuInit(unsigned int)')(0) ||
      driver.func('int cuDeviceGet(_Out_ int*, int)')(device, index) ||
      driver.func('int cuDeviceGetName(_Out_ void*, int, int)')(name, name.length, device[0]);
    return failed ? null : new TextDecoder().decode(name.subarray(0, name.indexOf(0)));
  } catch {
    return null; // no driver, no card
  }
}
