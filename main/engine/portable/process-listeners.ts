const events = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Does the work, then takes away what it listened with for the process' uncaught errors: Emscripten's modules add listeners
 * that throw again, so that an error somebody handles would end the process all the same.
 */
export async function withoutNewListeners<T>(work: () => Promise<T>): Promise<T> {
  const before = events.map((event) => new Set<unknown>(process.rawListeners(event)));
  try {
    return await work();
  } finally {
    for (const [index, event] of events.entries()) {
      for (const listener of process.rawListeners(event)) {
        if (before[index]?.has(listener)) continue;
        process.removeListener(event, listener as () => void); // any function may be taken away
      }
    }
  }
}
