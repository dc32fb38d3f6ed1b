import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as wasmBackend from '@tensorflow/tfjs-backend-wasm';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../tfjs.ts';
import { Heap } from './heap.ts';
import { backendName } from './kernels/install.ts';
import { refuseToOverflow } from './memory/room.ts';
import { exportsOf } from './module-exports.ts';
import { withoutNewListeners } from './process-listeners.ts';

const packageName = '@tensorflow/tfjs-backend-wasm';

/** tfjs' WebAssembly backend, made current. */
export interface OpenBackend {
  readonly heap: Heap;
  /** Ends the backend and every tensor on it; it can be opened anew. */
  close(): void;
}

/** Opens the backend on one thread. Throws an Error where its binary is missing or the processor has no SIMD for it. */
export async function openBackend(): Promise<OpenBackend> {
  const require = createRequire(import.meta.url);
  const { setWasmPaths }: typeof wasmBackend = require(packageName); // the package's own types, loaded as CommonJS
  setWasmPaths(join(dirname(require.resolve(`${packageName}/package.json`)), 'dist', '/'));
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('WebAssembly must have SIMD; this processor or Node has none');

  const factory = tf.findBackendFactory(backendName);
  if (!(await withoutNewListeners(() => tf.setBackend(backendName)))) throw new Error('the WebAssembly backend could not be started');
  const backend = tf.backend() as BackendWasm; // what its factory makes
  const exports = exportsOf(backend);
  refuseToOverflow(backend, exports);
  return {
    heap: new Heap(backend, exports.memory),
    close() {
      tf.removeBackend(backendName);
      // Removing takes the factory with it, and the package registers that only once.
      tf.registerBackend(backendName, factory);
    },
  };
}
