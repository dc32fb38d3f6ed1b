import type { Run } from '#app/contract/runs.ts';
import { appError, type ErrorData } from '#app/errors.ts';
import { tellFailure } from '#main/failure.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { writeError } from '#main/store/whole-file.ts';
import { secondsLeft } from './figures.ts';
import { type Death, startWorker, type WorkerOptions } from './process.ts';
import type { Order, Report, TrainTask } from './protocol.ts';
import { type Cut, Recorder } from './recorder.ts';

/** How often the run's figures are told between epochs. */
const FIGURES_MILLISECONDS = 500;
/** How long to wait before the store is tried again after it found the disk full. */
const RETRY_MILLISECONDS = 5000;
/** A step may take so many times as long as the slowest one so far before its worker counts as lost. */
const PATIENCE = 20;
/** The first step includes building the model, and compiling it where the engine does. */
const FIRST_STEP_SECONDS = 600;

export interface SessionOptions extends WorkerOptions {
  /** How long to wait before a full disk is tried again; absent: 5 s. */
  retryMilliseconds?: number | undefined;
}

/** One run in its worker, from the fork to the last row. */
export interface Session {
  readonly pid: number | undefined;
  /** The run as it stands this moment. */
  now(): Run;
  /** Tells it the run's row has changed: name, note, tags. */
  refresh(): Promise<void>;
  order(order: Exclude<Order, { type: 'task' | 'cancel' | 'leave' }>): void;
  /** Goes away with everything finished kept; the run is interrupted. */
  leave(): void;
  kill(why: string): void;
  /** Resolves when the worker has its model and the store knows, or with how it ended before. */
  readonly begun: Promise<Run>;
  /** Resolves when the process is gone and the run's end is in the store. */
  readonly ended: Promise<Run>;
}

/** Forks a worker for the run and keeps what it reports; `onProgress` gets each new standing of the run. */
export function startSession(
  context: ServiceContext,
  task: TrainTask,
  begun: Run,
  options: SessionOptions,
  onProgress: (run: Run) => void,
): Session {
  const { events, log } = context;
  const recorder = new Recorder(context, begun.id);
  let run = begun;
  let told = 0;
  /** The epoch that the last told steps are of. */
  let stepsOf = 0;
  let leaving = false;
  let over = false;
  /** What a run that paused by itself waits for; the store, which may be what is full, does not have it. */
  let waits: ErrorData | null = null;
  /** The worker's own last word. */
  let last: Extract<Report, { type: 'done' | 'left' | 'failed' }> | null = null;
  let writes: Promise<void> = Promise.resolve();
  const begin = Promise.withResolvers<Run>();
  const end = Promise.withResolvers<Run>();

  const tell = (next: Run) => {
    run = next;
    told = performance.now();
    events.tell({ type: 'run', run });
    onProgress(run);
  };
  /** What the store says, with the figures of the moment, which it does not hold. */
  const withFigures = (stored: Run): Run => ({
    ...stored,
    error: waits ?? stored.error,
    step: run.step,
    rate: run.rate,
    secondsLeft: run.secondsLeft,
    memory: run.memory,
    compiling: run.compiling,
  });

  async function take(report: Report): Promise<void> {
    switch (report.type) {
      case 'compiling':
        return tell({ ...run, compiling: true });
      case 'ready':
        await recorder.note(
          'info',
          `Computes on ${report.engine.device} with ${report.engine.threads} threads (${report.engine.engine} ${report.engine.version}).`,
        );
        if (report.engine.note !== null) await recorder.note('warning', `${report.engine.note}.`);
        if (report.chains !== null) await recorder.note('info', report.chains);
        if (report.after.epoch > 0) await recorder.note('info', `Goes on after epoch ${report.after.epoch}.`);
        tell(withFigures(await recorder.ready(report)));
        return begin.resolve(run);
      case 'steps': {
        await recorder.steps(report);
        events.tell({ type: 'steps', run: run.id, steps: report.steps });
        const first = run.compiling;
        stepsOf = report.epoch;
        run = { ...run, step: report.step - (report.epoch - 1) * run.stepsPerEpoch, rate: report.rate, memory: report.memory };
        run = { ...run, secondsLeft: secondsLeft(run), compiling: false };
        worker.allowSilence((PATIENCE * run.config.batchSize) / Math.max(report.rate, 1e-3));
        if (first || performance.now() - told >= FIGURES_MILLISECONDS) tell(run);
        return;
      }
      case 'gradients':
        await recorder.gradients(report);
        return events.tell({ type: 'gradients', run: run.id, looks: report.looks });
      case 'epoch':
        // It was on its way to the disk while the next one began.
        if (stepsOf === report.epoch.epoch) run = { ...run, step: 0 };
        return tell(withFigures(await recorder.epoch(report)));
      case 'state':
        waits = report.why ?? null;
        return tell(withFigures(await recorder.state(report.state)));
      case 'note':
        return recorder.note(report.level, report.message);
      case 'engine-note':
        await recorder.note('warning', report.message);
        return tell(withFigures(await recorder.engineNote(report.message)));
      case 'done':
      case 'left':
      case 'failed':
        last = report;
        return;
      case 'heartbeat':
      case 'progress':
      case 'result':
        return;
    }
  }

  async function finish(death: Death): Promise<void> {
    // The lists of runs and projects show what came out.
    const ended = (stored: Run) => {
      tell(stored);
      events.tell({ type: 'changed', what: 'runs', project: stored.project, id: stored.id });
    };
    if (last?.type === 'done') return ended(await recorder.done(last));
    const cut: Cut =
      last?.type === 'failed'
        ? { state: 'failed', error: last.error }
        : leaving || last?.type === 'left'
          ? { state: 'interrupted' }
          : { state: 'failed', error: appError('worker-lost', { what: death.why }, death.stderr || undefined).toJSON() };
    if (cut.state === 'failed') {
      await recorder.note('error', cut.error.message);
      log.warn('a run failed', { run: run.id, error: cut.error });
    }
    ended(await recorder.cut(cut));
  }

  /** One write after another. A full disk pauses the worker and is tried again; anything else is a bug and ends the run. */
  function write(work: () => Promise<void>): void {
    writes = writes.then(async () => {
      for (let held = false; ; held = true) {
        try {
          await work();
          if (held) goOn();
          return;
        } catch (error) {
          const known = writeError(error, context.store.file, 'the run');
          if (!('code' in known) || known.code !== 'disk-full' || over) {
            log.error('a report could not be kept', { run: run.id, error });
            fail(error);
            return;
          }
          if (!held) worker.send({ type: 'pause' });
          waits = known.toJSON();
          tell({ ...run, state: 'paused', error: waits });
          await new Promise((resolve) => setTimeout(resolve, options.retryMilliseconds ?? RETRY_MILLISECONDS));
        }
      }
    });
  }

  function goOn(): void {
    waits = null;
    run = { ...run, error: null };
    worker.send({ type: 'proceed' });
  }

  function fail(error: unknown): void {
    last = { type: 'failed', id: 1, error: tellFailure(error, `keeping run ${run.id}`, log) };
    worker.kill('what it reported could not be kept');
  }

  const worker = startWorker(
    {
      onReport: (report) => write(() => take(report)),
      onEnd(death) {
        write(() => finish(death));
        writes = writes.then(() => {
          begin.resolve(run);
          end.resolve(run);
        });
      },
    },
    options,
  );
  worker.allowSilence(FIRST_STEP_SECONDS);
  worker.send({ type: 'task', id: 1, task });

  return {
    pid: worker.pid,
    now: () => run,
    async refresh() {
      write(async () => tell(withFigures(await recorder.read())));
      await writes;
    },
    order: (order) => worker.send(order),
    leave() {
      leaving = true;
      worker.send({ type: 'leave' });
    },
    kill(why) {
      over = true;
      worker.kill(why);
    },
    begun: begin.promise,
    ended: end.promise,
  };
}
