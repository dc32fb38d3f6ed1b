import { existsSync } from 'node:fs';
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
import { drop, fusedMultiplyAdd, zeros } from './wasm/instructions.ts';
import { moduleOf, Routine } from './wasm/module.ts';
import { webAssembly } from './wasm/web-assembly.ts';

const packageName = '@tensorflow/tfjs-backend-wasm';
/** What the package loads where there is SIMD and, as in Node, no thread of a browser. */
const binary = 'tfjs-backend-wasm-simd.wasm';
/** A module that needs the newest instructions of ours: it multiplies and adds in one. */
const relaxedSimd = moduleOf([new Routine('needed', [], []).does(drop(fusedMultiplyAdd(zeros, zeros, zeros)))]);

/** tfjs' WebAssembly backend, made current. */
export interface OpenBackend {
  readonly heap: Heap;
  /** Ends the backend and every tensor on it; it can be opened anew. */
  close(): void;
}

/**
 * Opens the backend on one thread. Throws an Error where its binary is missing or this Node's WebAssembly has not the
 * instructions for it.
 */
export async function openBackend(): Promise<OpenBackend> {
  if (!webAssembly.validate(relaxedSimd)) throw new Error('WebAssembly must have relaxed SIMD, as in Node 24; it has not');
  const require = createRequire(import.meta.url);
  const { setWasmPaths }: typeof wasmBackend = require(packageName); // the package's own types, loaded as CommonJS
  const folder = join(dirname(require.resolve(`${packageName}/package.json`)), 'dist', '/');
  if (!existsSync(join(folder, binary))) throw new Error(`${binary} must be in ${folder}; it is not there`);
  setWasmPaths(folder);

  const factory = tf.findBackendFactory(backendName);
  if (!(await withoutNewListeners(() => tf.setBackend(backendName)))) throw new Error('the WebAssembly backend did not start');
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
