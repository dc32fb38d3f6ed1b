import { setImmediate } from 'node:timers/promises';
import { AppError } from '#app/errors.ts';
import { dieWithParent } from '#main/training/orphan-watch.ts';
import { prepareTexts } from './prepare.ts';
import type { PrepareOrder, PrepareReport } from './prepare-protocol.ts';

/** The program of the process that fits to texts and codes them: it may take every byte of memory without costing the owner its life. */

const heartbeatMilliseconds = 250;

dieWithParent();
process.once('message', (order: PrepareOrder) => void work(order));

async function work(order: PrepareOrder): Promise<void> {
  let now = { done: 0, total: 2 * order.parts.length };
  const beat = setInterval(() => report({ type: 'progress', ...now }), heartbeatMilliseconds);
  try {
    const prepared = await prepareTexts(order, (done, total) => {
      now = { done, total };
    });
    report({ type: 'done', prepared });
  } catch (error) {
    // A bug ends the process, and what it writes is told with its end.
    if (!(error instanceof AppError)) throw error;
    report({ type: 'failed', error: error.toJSON() });
  } finally {
    clearInterval(beat);
    await setImmediate();
    process.disconnect();
  }
}

function report(message: PrepareReport): void {
  process.send?.(message);
}
