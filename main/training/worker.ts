import { constants, setPriority } from 'node:os';
import { AppError, appError, type ErrorData } from '#app/errors.ts';
import { Controls } from './controls.ts';
import { dieWithParent } from './orphan-watch.ts';
import type { Order, Report, Task } from './protocol.ts';
import { trainTask } from './train-task.ts';

/*
 * The process that computes: trains one run, or judges, predicts and exports for as long as it is kept. It is forked by
 * main, hears orders and sends reports over the channel, opens neither the store nor the network, and dies with main.
 */
const HEARTBEAT_MILLISECONDS = 1000;

const controls = new Controls((state) => send({ type: 'state', state }));
const cancels = new Map<number, AbortController>();
let queue = Promise.resolve();

dieWithParent();
setInterval(() => send({ type: 'heartbeat', memory: process.memoryUsage.rss() }), HEARTBEAT_MILLISECONDS);
// Both sides of the channel are of one build, so an order is what its type says.
process.on('message', (message) => obey(message as Order));

function obey(order: Order): void {
  switch (order.type) {
    case 'pause':
      return controls.pause();
    case 'proceed':
      return controls.proceed();
    case 'stop':
    case 'leave':
      return controls.end(order);
    case 'cancel':
      return cancels.get(order.id)?.abort();
    case 'task': {
      const cancel = new AbortController();
      cancels.set(order.id, cancel);
      queue = queue.then(() => work(order.id, order.task, cancel.signal));
      return;
    }
  }
}

async function work(id: number, task: Task, signal: AbortSignal): Promise<void> {
  try {
    if (task.kind === 'train') {
      letOthersFirst();
      await trainTask(task, controls, send);
    } else {
      // Loaded when it is asked for: a training process needs no image decoder.
      const { perform } = await import('#main/inference/perform.ts');
      const value = await perform(task, signal, (done, total) => void send({ type: 'progress', id, done, total }));
      await send({ type: 'result', id, value });
    }
  } catch (error) {
    await send({ type: 'failed', id, error: told(error) });
  }
  cancels.delete(id);
  // A run's process is the run's alone. Engines leave threads and handles behind that nobody waits for.
  if (task.kind === 'train') process.exit(0);
}

/** Training takes every core: the window and all else that waits for a person go first. The engine's threads inherit it. */
function letOthersFirst(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not allow it trains as ever.
  }
}

/** Resolves when the report is on its way; a parent that has just died is noticed by its channel's end. */
function send(report: Report): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected && process.send !== undefined) process.send(report, undefined, undefined, () => resolve());
    else resolve();
  });
}

/** What went wrong as data; a bug is told as one, with its stack for the log. */
function told(error: unknown): ErrorData {
  if (error instanceof AppError) return error.toJSON();
  const what = error instanceof Error ? error.message : String(error);
  return appError('internal', { what }, error instanceof Error ? error.stack : undefined).toJSON();
}
