import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type Memory, webAssembly } from './wasm/web-assembly.ts';

/** What the backend's module exports beside its kernels; tfjs' types leave it out. */
export interface ModuleExports {
  readonly memory: Memory;
  /** The C allocator: bytes → address, 0 where none are left. */
  readonly allocate: (bytes: number) => number;
}

/** Reads them; throws an Error where another version of the backend has them no more. */
export function exportsOf({ wasm }: BackendWasm): ModuleExports {
  const exports = member(wasm, 'asm');
  const memory = member(exports, 'memory');
  const malloc = member(exports, 'malloc');
  if (!(memory instanceof webAssembly.Memory) || typeof malloc !== 'function') {
    throw new Error('the WebAssembly backend must export its memory and allocator');
  }
  return { memory, allocate: (bytes) => Number(malloc(bytes)) };
}

const member = (of: unknown, name: string): unknown => (typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined);
