import { setImmediate } from 'node:timers/promises';
import { AppError } from '#app/errors.ts';
import { dieWithParent } from '#main/training/orphan-watch.ts';
import { type Preparation, type PreparationEnd, TextPreparation } from './prepare.ts';
import type { PrepareOrder, PrepareReport } from './prepare-protocol.ts';

/** The program of the process that fits to texts and codes them: it may take every byte of memory without costing the owner its life. */

const heartbeatMilliseconds = 250;

dieWithParent();
process.once('message', (order: PrepareOrder) => {
  if (order.type === 'begin') follow(order);
});

/** Does what comes next, one after another. */
function follow(begin: Preparation): void {
  const preparation = new TextPreparation(begin);
  let before = Promise.resolve();
  process.on('message', (order: PrepareOrder) => {
    if (order.type === 'next') before = before.then(() => preparation.next());
    else if (order.type === 'finish') void finish(preparation, before, order);
  });
}

async function finish(preparation: TextPreparation, before: Promise<void>, order: PreparationEnd): Promise<void> {
  let now = { done: 0, total: 3 * order.parts.length };
  const beat = setInterval(() => report({ type: 'progress', ...now }), heartbeatMilliseconds);
  try {
    await before;
    const prepared = await preparation.finish(order, (done, total) => {
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
