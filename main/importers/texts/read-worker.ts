import { AppError } from '#app/errors.ts';
import { dieWithParent } from '#main/training/orphan-watch.ts';
import { openTexts } from './index.ts';
import { packed } from './packed.ts';
import type { ReaderOrder, ReaderReport } from './protocol.ts';
import { keptFiles } from './text-writer.ts';

/** The program of a reader process: it looks at one file of texts, or reads it. A file that kills it costs this process only. */

const heartbeatMilliseconds = 500;

const progress = { done: 0, total: 0 };
let maySend = 0;
let wake = (): void => undefined;

dieWithParent();
process.on('message', (order: ReaderOrder) => {
  if (order.type === 'more') {
    maySend += order.batches;
    wake();
  } else void work(order);
});
setInterval(() => report({ type: 'progress', ...progress }), heartbeatMilliseconds);

async function work(order: Exclude<ReaderOrder, { type: 'more' }>): Promise<void> {
  try {
    const source = await openTexts(order.path, order.shape);
    if (order.type === 'look') return report({ type: 'look', look: await source.look(order.milliseconds, order.columns) });
    let given = 0;
    let skipped = 0;
    // Nothing here cancels: the parent ends the whole process.
    const rows = source.rows(order.options, new AbortController().signal, (done, total) => Object.assign(progress, { done, total }));
    if (order.type === 'keep') {
      for await (const file of keptFiles(rows, order.keep)) {
        await leave();
        given += file.texts?.shard.items ?? 0;
        skipped += file.skipped.length;
        report({ type: 'kept', file });
      }
    } else {
      for await (const batch of rows) {
        await leave();
        given += batch.texts.length;
        skipped += batch.skipped.length;
        report({ type: 'batch', batch: packed(batch) });
      }
    }
    report({ type: 'progress', ...progress });
    report({ type: 'end', given, skipped });
  } catch (error) {
    // A bug ends the process, and what it writes is told with its end.
    if (!(error instanceof AppError)) throw error;
    report({ type: 'failed', error: error.toJSON() });
  }
}

/** Resolves once one more may be sent. */
async function leave(): Promise<void> {
  while (maySend === 0) await new Promise<void>((resolve) => (wake = resolve));
  maySend -= 1;
}

function report(message: ReaderReport): void {
  process.send?.(message);
}
