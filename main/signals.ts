/**
 * Lets a worker process go on where its whole group is told to end: a terminal sends Ctrl-C and its own end to every process
 * in it, a system that shuts down SIGTERM. The parent hears them too, and decides what becomes of the work.
 */
export function leaveSignalsToParent(): void {
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {});
}
