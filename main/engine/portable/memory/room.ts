import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { appError } from '#app/errors.ts';
import { bytes } from '#app/numbers.ts';
import type { ModuleExports } from '../module-exports.ts';
import type { Memory } from '../wasm/web-assembly.ts';

/**
 * Most that tensors may take: the heap ends at 4 GiB, and grows some 15 % above what lies in it, since freed pieces do not
 * always fit what comes next.
 */
const most = 3.4 * 2 ** 30;

/** Throws memory-short when so many bytes of tensors cannot lie on the heap, or on this machine, at once. */
export function requireRoom(memory: Memory, needed: number): void {
  const room = Math.min(most, memory.buffer.byteLength + process.availableMemory());
  if (needed > room) throw appError('memory-short', { needed: bytes(needed), free: bytes(room) });
}

/**
 * Makes the backend's allocator throw memory-short where it has nothing left. By itself it answers 0, an address that the
 * backend takes for a good one; what is alive stays whole, and smaller tensors still fit.
 */
export function refuseToOverflow({ wasm }: BackendWasm, { allocate }: ModuleExports): void {
  const checked = (size: number): number => {
    const address = allocate(size);
    if (address !== 0 || size === 0) return address;
    throw appError('memory-short', { needed: `${bytes(size)} in one piece`, free: "fewer of WebAssembly's 4.3 GB" });
  };
  Reflect.set(wasm, '_malloc', checked); // what the backend calls; its types leave it out
}
