import type { Engine, TrainableModel } from '../engine.ts';
import { createLayersStep } from '../layers-step.ts';
import { tf } from '../tfjs.ts';
import { threadsAllowed } from '../threads.ts';
import { backendName } from './backend.ts';
import { createBinding } from './binding.ts';
import { declareApi } from './c-api.ts';
import { compiledOrNot } from './compiled-or-not.ts';
import { openContext } from './context.ts';
import { deviceInUse, unusedCard } from './device.ts';
import { useGradients } from './gradients/install.ts';
import { CompiledStep } from './graph/compiled-step.ts';
import { declareGraphApi } from './graph/graph-api.ts';
import { chainsFor, planOf } from './graph/plan.ts';
import { useKernels } from './kernels/install.ts';
import { loadLibrary } from './library.ts';
import { loadSystemMemory } from './system-memory.ts';

export interface TensorflowOptions {
  /** Folder that holds the C library. */
  folder: string;
  /** Threads inside an operation; absent: as many as are allowed. They are fixed for the life of the process when the first engine opens. */
  threads?: number | undefined;
  /** Whether a GPU may be used; absent: yes. */
  allowGpu?: boolean | undefined;
}

/** An engine that also says how many tensors the library itself holds. */
export interface TensorflowEngine extends Engine {
  nativeTensors(): number;
  /** A compiled step of the very operations that an uncompiled one runs, in one chain: both give the same bits. */
  preparePlain: Engine['prepare'];
  /** A step that runs operation by operation: what a compiled one is held against. */
  prepareUncompiled: Engine['prepare'];
}

let open = false;
let fixedThreads: number | null = null;

/**
 * Opens TensorFlow in this process; throws engine-load-failed. There is one engine at a time, since the kernels are the
 * process', and its threads stay what they were first, since the library makes its pool once.
 */
export async function openTensorflow({
  folder,
  threads = threadsAllowed(),
  allowGpu = true,
}: TensorflowOptions): Promise<TensorflowEngine> {
  if (open) throw new Error('there must be one engine in a process; close the first');
  if (threads !== (fixedThreads ?? threads)) throw new Error(`TensorFlow has ${fixedThreads} threads in this process; got ${threads}`);
  const library = loadLibrary(folder);
  const api = declareApi(library);
  const memory = loadSystemMemory();
  // One operation at a time: this engine runs them one by one, and the order of their sums stays fixed.
  const context = openContext(api, folder, { intraThreads: threads, interThreads: 1, allowGpu });
  fixedThreads = threads;
  open = true;
  const binding = createBinding(api, memory, context);
  const leaveGradients = useGradients();
  const dispose = (): void => {
    leaveGradients();
    tf.removeBackend(backendName);
    binding.dispose();
    context.dispose();
    open = false;
  };
  try {
    const backend = await useKernels(binding);
    const device = deviceInUse(binding);
    const note = allowGpu ? unusedCard(device) : null;
    const compiler = { library: { api, graphs: declareGraphApi(library), memory, status: context.status }, backend, allowGpu };
    const chains = (model: TrainableModel) => chainsFor(model, threads, device !== 'CPU');
    const prepareUncompiled: Engine['prepare'] = async (model, settings) => createLayersStep(tf, model, settings);
    return {
      tf,
      facts: { engine: 'tensorflow', version: binding.TF_Version, device, threads, note },
      memory: () => ({ tensors: tf.memory().numTensors, bytes: tf.memory().numBytes }),
      nativeTensors: () => binding.getNumOfTensors(),
      chains,
      prepare: (model, settings) =>
        compiledOrNot(
          () => CompiledStep.prepare(model, settings, { ...compiler, plan: planOf(settings.chains ?? chains(model)[0] ?? 1, threads) }),
          () => prepareUncompiled(model, settings),
        ),
      preparePlain: (model, settings) => CompiledStep.prepare(model, settings, { ...compiler, plan: planOf(1, threads), plain: true }),
      prepareUncompiled,
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
