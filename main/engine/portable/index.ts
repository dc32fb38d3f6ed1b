import { appError } from '#app/errors.ts';
import type { Engine } from '../engine.ts';
import { createLayersStep } from '../layers-step.ts';
import { tf } from '../tfjs.ts';
import { openBackend } from './backend.ts';
import { installKernels } from './kernels/install.ts';
import { guarded } from './memory/guarded-step.ts';

let isOpen = false;

/**
 * The engine that is always there: tfjs on WebAssembly, with the kernels that training needs. It computes on one thread and
 * says so where more are asked for. One may be open in a process at a time. Throws portable-load-failed.
 */
export async function openPortable({ threads = 1 }: { threads?: number } = {}): Promise<Engine> {
  if (isOpen) throw new Error('one portable engine may be open in a process');
  isOpen = true;
  const { heap, close } = await openBackend().catch((error: unknown) => {
    isOpen = false;
    throw appError('portable-load-failed', { why: error instanceof Error ? error.message : String(error) });
  });
  const uninstall = installKernels(heap);
  let disposed = false;
  return {
    tf,
    facts: {
      engine: 'portable',
      version: tf.version.tfjs,
      device: 'CPU (WebAssembly SIMD)',
      threads: 1,
      note: threads > 1 ? `The portable engine computes on one thread; ${threads} were asked for.` : null,
    },
    memory() {
      const { numTensors, numBytes } = tf.memory();
      return { tensors: numTensors, bytes: numBytes };
    },
    chains: () => [1],
    prepare: async (model, settings) => guarded(createLayersStep(tf, model, settings), model, settings, heap.memory),
    dispose() {
      if (disposed) return;
      disposed = true;
      uninstall();
      close();
      isOpen = false;
    },
  };
}
