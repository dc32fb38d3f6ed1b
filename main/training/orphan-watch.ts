import { Worker } from 'node:worker_threads';
import { leaveSignalsToParent } from '#main/signals.ts';

/**
 * Ends this process when its parent is gone. The channel's "disconnect" is heard only between two steps, and a step of a
 * large model takes seconds: a thread looks once a second too, where the system gives orphans a new parent.
 */
export function dieWithParent(): void {
  process.once('disconnect', () => process.exit(1));
  leaveSignalsToParent();
  const look = `
    const parent = ${process.ppid};
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
  `;
  new Worker(look, { eval: true, stdin: false }).unref();
}
