import { appError } from '#app/errors.ts';
import { startWorker, type WorkerOptions, type WorkerProcess } from '#main/training/process.ts';
import type { Report, Task, TaskResult } from '#main/training/protocol.ts';
import { toldError } from '#main/training/told-error.ts';

/** A large image or batch leaves no time for a heartbeat. */
const SILENCE_SECONDS = 300;

export type Question = Exclude<Task, { kind: 'train' }>;
export type AnswerOf<Q extends Question> = Extract<TaskResult, { kind: Q['kind'] }>;

interface Pending {
  resolve(value: TaskResult): void;
  reject(error: unknown): void;
  progress(done: number, total: number): void;
}

interface Running {
  worker: WorkerProcess;
  pending: Map<number, Pending>;
  ended: Promise<void>;
}

/** A worker that answers one question after another; it is started by the first and ends some time after the last. */
export class AnswerProcess {
  readonly #options: WorkerOptions;
  readonly #idleMilliseconds: number;
  #running: Running | null = null;
  #idle: NodeJS.Timeout | null = null;
  #last = 0;

  constructor(options: WorkerOptions, idleMilliseconds: number) {
    this.#options = options;
    this.#idleMilliseconds = idleMilliseconds;
  }

  get pid(): number | undefined {
    return this.#running?.worker.pid;
  }

  /** Rejects with the signal's reason as soon as that fires, with the worker's error, or with answers-lost. */
  async ask<Q extends Question>(question: Q, signal: AbortSignal | undefined, progress: Pending['progress']): Promise<AnswerOf<Q>> {
    signal?.throwIfAborted();
    const running = this.#running ?? this.#start();
    if (this.#idle !== null) clearTimeout(this.#idle);
    const id = ++this.#last;
    const giveUp = () => {
      running.worker.send({ type: 'cancel', id });
      this.#settle(running, id, (pending) => pending.reject(signal?.reason));
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      const answer = await new Promise<TaskResult>((resolve, reject) => {
        running.pending.set(id, { resolve, reject, progress });
        running.worker.send({ type: 'task', id, task: question });
      });
      // The worker answers a question with a result of its kind.
      return answer as AnswerOf<Q>;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Ends the process; what is still asked is rejected. */
  async close(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const running = this.#running;
    this.#running = null;
    running?.worker.kill('it was closed');
    await running?.ended;
  }

  #start(): Running {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const pending = new Map<number, Pending>();
    const worker = startWorker(
      {
        onReport: (report) => this.#hear(running, report),
        onEnd: ({ why }) => {
          if (this.#running === running) this.#running = null;
          for (const id of [...pending.keys()]) this.#settle(running, id, (each) => each.reject(appError('answers-lost', { what: why })));
          resolve();
        },
      },
      this.#options,
    );
    worker.allowSilence(SILENCE_SECONDS);
    const running: Running = { worker, pending, ended };
    this.#running = running;
    return running;
  }

  #hear(running: Running, report: Report): void {
    if (report.type === 'progress') running.pending.get(report.id)?.progress(report.done, report.total);
    if (report.type === 'result') this.#settle(running, report.id, (pending) => pending.resolve(report.value));
    if (report.type === 'failed') this.#settle(running, report.id, (pending) => pending.reject(toldError(report.error)));
  }

  #settle(running: Running, id: number, how: (pending: Pending) => void): void {
    const pending = running.pending.get(id);
    if (pending === undefined) return;
    running.pending.delete(id);
    how(pending);
    if (running.pending.size > 0 || this.#running !== running) return;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.close(), this.#idleMilliseconds);
    this.#idle.unref();
  }
}
