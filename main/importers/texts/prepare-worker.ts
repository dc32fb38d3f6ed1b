import { setImmediate } from 'node:timers/promises';
import { AppError } from '#app/errors.ts';
import { collectGarbage } from '#main/collect-garbage.ts';
import { dieWithParent } from '#main/training/orphan-watch.ts';
import { type Preparation, type PreparationEnd, TextPreparation } from './prepare.ts';
import type { PrepareOrder, PrepareReport } from './prepare-protocol.ts';

/** The program of the process that fits to texts and codes them: it may take every byte of memory without costing the owner its life. */

const heartbeatMilliseconds = 250;
/** Files of texts after which what was held for them is freed: it waits long for the last one, beside whoever needs the memory. */
const filesOfGarbage = 40;

dieWithParent();
process.once('message', (order: PrepareOrder) => {
  if (order.type === 'begin') follow(order);
});

/** Does what comes next, one after another. */
function follow(begin: Preparation): void {
  const preparation = new TextPreparation(begin);
  let before = Promise.resolve();
  process.on('message', (order: PrepareOrder) => {
    if (order.type === 'next') before = before.then(() => next(preparation));
    else if (order.type === 'finish') void finish(preparation, before, order);
  });
}

let files = 0;

async function next(preparation: TextPreparation): Promise<void> {
  await preparation.next();
  files += 1;
  if (files % filesOfGarbage === 0) collectGarbage('give back');
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
