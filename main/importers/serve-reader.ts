import { AppError } from '#app/errors.ts';
import { dieWithParent } from '#main/training/orphan-watch.ts';
import type { CommonReport, MoreOrder, OnProgress, ReadEnd } from './reader-calls.ts';

const heartbeatMilliseconds = 500;

/** What a reader process is given to say what it has. */
export interface Telling<Report> {
  onProgress: OnProgress;
  tell(report: Report | CommonReport): void;
  /** Resolves once one more may be told of what is given. */
  leave(): Promise<void>;
  /** Says that all is told. */
  end(how: ReadEnd): void;
}

/** Makes this process a reader: it does the one thing that it is given, and ends with its parent. A file that kills it costs no other. */
export function serveReader<Order extends { type: string }, Report>(work: (order: Order, telling: Telling<Report>) => Promise<void>): void {
  const progress = { done: 0, total: 0 };
  let told = performance.now();
  let maySend = 0;
  let wake = (): void => undefined;
  const tell = (report: Report | CommonReport) => void process.send?.(report);
  const telling: Telling<Report> = {
    tell,
    onProgress(done, total) {
      Object.assign(progress, { done, total });
      // No timer fires within a long loop.
      if (performance.now() - told >= heartbeatMilliseconds) tellProgress();
    },
    async leave() {
      while (maySend === 0) await new Promise<void>((resolve) => (wake = resolve));
      maySend -= 1;
    },
    end(how) {
      tellProgress();
      tell({ type: 'end', ...how });
    },
  };
  dieWithParent();
  process.on('message', (order: Order | MoreOrder) => {
    if (isMore(order)) {
      maySend += order.batches;
      wake();
    } else void worked(order);
  });
  setInterval(tellProgress, heartbeatMilliseconds);

  function tellProgress(): void {
    told = performance.now();
    tell({ type: 'progress', ...progress });
  }

  async function worked(order: Order): Promise<void> {
    tellProgress();
    try {
      await work(order, telling);
    } catch (error) {
      // A bug ends the process, and what it writes is told with its end.
      if (!(error instanceof AppError)) throw error;
      tell({ type: 'failed', error: error.toJSON() });
    }
  }
}

const isMore = (order: { type: string }): order is MoreOrder => order.type === 'more';
