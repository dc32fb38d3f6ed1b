import { AppError, appError } from '#app/errors.ts';
import type { EngineChoice } from '#app/runs/config.ts';
import type { Engine } from './engine.ts';
import { findPack } from './packs/find.ts';

export interface EngineOptions {
  /** Threads inside an operation; absent: as many as are allowed. */
  threads?: number | undefined;
  /** Whether a GPU may be used; absent: yes. */
  allowGpu?: boolean | undefined;
}

/**
 * Opens the engine that was asked for; `auto` takes TensorFlow where its library is found and loads, else the portable one,
 * and facts.note says why. Throws engine-missing and engine-load-failed for `tensorflow`. One engine a process.
 */
export async function openEngine(choice: EngineChoice, options: EngineOptions = {}): Promise<Engine> {
  if (choice === 'portable') return openPortable(options);
  const found = findPack();
  if (choice === 'tensorflow') {
    if (found === null) throw appError('engine-missing', { engine: 'tensorflow' });
    return openTensorflow(found.folder, options);
  }
  if (found === null) return withNote(await openPortable(options), 'TensorFlow is not on this machine');
  try {
    return await openTensorflow(found.folder, options);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return withNote(await openPortable(options), error.message);
  }
}

// Each engine is imported when it is asked for: neither may load the other's library, kernels or listeners.
async function openTensorflow(folder: string, options: EngineOptions): Promise<Engine> {
  const { openTensorflow: open } = await import('./tensorflow/index.ts');
  return open({ folder, ...options });
}

async function openPortable({ threads }: EngineOptions): Promise<Engine> {
  const { openPortable: open } = await import('./portable/index.ts');
  return open(threads === undefined ? {} : { threads });
}

const withNote = (engine: Engine, note: string): Engine => ({
  tf: engine.tf,
  facts: { ...engine.facts, note },
  memory: () => engine.memory(),
  chains: (model) => engine.chains(model),
  prepare: (model, settings) => engine.prepare(model, settings),
  dispose: () => engine.dispose(),
});
