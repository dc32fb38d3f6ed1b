import { availableParallelism } from 'node:os';

/** Threads that a network may compute with: as many as UNFOLD_THREADS says, where others share the machine, else one a core. */
export function threadsAllowed(environment: NodeJS.ProcessEnv = process.env): number {
  const wished = Number(environment.UNFOLD_THREADS);
  return Number.isInteger(wished) && wished > 0 ? wished : availableParallelism();
}
