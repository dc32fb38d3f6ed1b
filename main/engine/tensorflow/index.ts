import { availableParallelism } from 'node:os';
import type { Engine } from '../engine.ts';
import { createLayersStep } from '../layers-step.ts';
import { tf } from '../tfjs.ts';
import { createBinding } from './binding.ts';
import { declareApi } from './c-api.ts';
import { openContext } from './context.ts';
import { deviceInUse } from './device.ts';
import { backendName, useKernels } from './kernels.ts';
import { loadCopy, loadLibrary } from './library.ts';

export interface TensorflowOptions {
  /** Folder that holds the C library. */
  folder: string;
  /** Threads inside an operation; absent: one a core. They are fixed for the life of the process when the first engine opens. */
  threads?: number | undefined;
  /** Whether a GPU may be used; absent: yes. */
  allowGpu?: boolean | undefined;
}

/** An engine that also says how many tensors the library itself holds. */
export interface TensorflowEngine extends Engine {
  nativeTensors(): number;
}

/** Opens TensorFlow in this process, one engine at a time; throws engine-load-failed. */
export async function openTensorflow({ folder, threads, allowGpu = true }: TensorflowOptions): Promise<TensorflowEngine> {
  const intraThreads = threads ?? availableParallelism();
  const library = loadLibrary(folder);
  const api = declareApi(library);
  // One operation at a time: this engine runs them one by one, and the order of their sums stays fixed.
  const context = openContext(api, folder, { intraThreads, interThreads: 1, allowGpu });
  const binding = createBinding(api, loadCopy(), context);
  await useKernels(binding);
  return {
    tf,
    facts: { engine: 'tensorflow', version: binding.TF_Version, device: deviceInUse(binding), threads: intraThreads, note: null },
    memory: () => ({ tensors: tf.memory().numTensors, bytes: tf.memory().numBytes }),
    nativeTensors: () => binding.getNumOfTensors(),
    prepare: async (model, settings) => createLayersStep(tf, model, settings),
    dispose() {
      tf.removeBackend(backendName);
      binding.dispose();
      context.dispose();
    },
  };
}
