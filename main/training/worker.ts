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

const send = (report: Report): void => {
  // A parent that has just died is noticed by its channel's end.
  if (process.connected) process.send?.(report, undefined, undefined, () => undefined);
};
const controls = new Controls((state) => send({ type: 'state', state }));
const cancelled = new Map<number, AbortController>();
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
      return cancelled.get(order.id)?.abort();
    case 'task': {
      const cancel = new AbortController();
      cancelled.set(order.id, cancel);
      queue = queue.then(() => run(order.id, order.task, cancel.signal));
      return;
    }
  }
}

async function run(id: number, task: Task, signal: AbortSignal): Promise<void> {
  try {
    if (task.kind === 'train') {
      await trainTask(task, controls, send);
      process.disconnect();
      process.exit(0);
    }
    void signal;
  } catch (error) {
    send({ type: 'failed', id: task.kind === 'train' ? null : id, error: expected(error) });
  } finally {
    cancelled.delete(id);
  }
}

/** What went wrong as data; a bug is told as one, with its stack for the log. */
function expected(error: unknown): ErrorData {
  if (error instanceof AppError) return error.toJSON();
  const what = error instanceof Error ? error.message : String(error);
  return appError('internal', { what }, error instanceof Error ? error.stack : undefined).toJSON();
}
