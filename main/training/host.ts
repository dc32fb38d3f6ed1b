import type { Run } from '#app/contract/runs.ts';
import { tellFailure } from '#main/failure.ts';
import type { JobHandle, JobProgress } from '#main/jobs.ts';
import type { ServiceContext } from '#main/service-context.ts';
import type { TrainTask } from './protocol.ts';
import { Recorder } from './recorder.ts';
import { type Session, type SessionOptions, startSession } from './session.ts';
import { toldError } from './told-error.ts';
import { Turns } from './turns.ts';

/** How long runs that are asked to leave may take for the step they are in and the epoch they are keeping. */
const LEAVE_MILLISECONDS = 20_000;
/** How long a call waits for its order to be obeyed before it answers with the run as it is. */
const OBEY_MILLISECONDS = 1500;

export interface HostOptions extends SessionOptions {
  /** Runs that may train at once; absent: 1, because one run uses all cores. */
  atOnce?: number;
}

/** Owns every training process of the workspace: starts, queues, watches, and ends them. */
export class TrainingHost {
  readonly #context: ServiceContext;
  readonly #options: HostOptions;
  readonly #turns: Turns;
  readonly #sessions = new Map<number, Session>();
  /** Runs that were told to stop while they were being prepared. */
  readonly #stopping = new Set<number>();
  #closing = false;

  constructor(context: ServiceContext, options: HostOptions = {}) {
    this.#context = context;
    this.#options = options;
    this.#turns = new Turns(options.atOnce ?? 1);
  }

  /**
   * Trains a run whose row says "queued": now, or when those before it have ended. A job shows it in every door. `begun`
   * says how the run stands once its worker has its model or has ended; undefined where it waits for others.
   */
  async submit(run: Run, prepare: () => Promise<TrainTask>): Promise<{ begun: Promise<Run | undefined> }> {
    const begun = Promise.withResolvers<Run | undefined>();
    const what = { kind: 'train', title: `Training ${run.name}`, project: run.project, subject: run.id } as const;
    await this.#context.jobs.start(what, (job) => this.#train(run, prepare, job, begun.resolve));
    return { begun: begun.promise };
  }

  /** Whether it waits or trains. */
  has(run: number): boolean {
    return this.#turns.has(run);
  }

  /** The run with the figures of this moment, which the store does not have; where it is full, not even how the run stands. */
  live(stored: Run): Run {
    const now = this.#sessions.get(stored.id)?.now();
    if (now === undefined) return stored;
    const { state, error, step, rate, secondsLeft, memory, compiling } = now;
    return { ...stored, state, error, step, rate, secondsLeft, memory, compiling };
  }

  /** The worker's process, for whoever watches processes. */
  pid(run: number): number | undefined {
    return this.#sessions.get(run)?.pid;
  }

  /** The run's row has changed: name, note, tags. */
  async refresh(run: number): Promise<void> {
    await this.#sessions.get(run)?.refresh();
  }

  async pause(run: number): Promise<void> {
    this.#sessions.get(run)?.order({ type: 'pause' });
    await this.#until(run, (now) => now.state !== 'running');
  }

  async proceed(run: number): Promise<void> {
    this.#sessions.get(run)?.order({ type: 'proceed' });
    await this.#until(run, (now) => now.state !== 'paused');
  }

  async stop(run: number, keep: 'last' | 'best'): Promise<void> {
    if (!this.#turns.drop(run)) this.#stopping.add(run);
    this.#sessions.get(run)?.order({ type: 'stop', keep });
    await this.#until(run, (now) => now.state !== 'running' && now.state !== 'paused');
  }

  /** Ends all: each run goes away after its step with every finished epoch kept, or is killed when that takes too long. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#turns.dropAll();
    const sessions = [...this.#sessions.values()];
    for (const session of sessions) session.leave();
    const late = setTimeout(() => {
      for (const session of sessions) session.kill('the app closed');
    }, LEAVE_MILLISECONDS);
    await Promise.all(sessions.map((session) => session.ended));
    clearTimeout(late);
  }

  async #train(run: Run, prepare: () => Promise<TrainTask>, job: JobHandle, begun: (run: Run | undefined) => void): Promise<unknown> {
    const recorder = new Recorder(this.#context, run.id);
    job.signal.addEventListener('abort', () => void this.stop(run.id, 'last'), { once: true });
    if (this.#turns.ahead > 0) {
      job.progress({ message: 'Waits for the run before it' });
      begun(undefined);
    }
    try {
      if (!(await this.#turns.take(run.id))) return this.#tell(await recorder.cut({ state: this.#closing ? 'interrupted' : 'stopped' }));
      const task = await prepare();
      if (this.#closing || this.#stopping.has(run.id))
        return this.#tell(await recorder.cut({ state: this.#closing ? 'interrupted' : 'stopped' }));
      const session = startSession(this.#context, task, await recorder.begin(run), this.#options, (now) =>
        job.progress(progressOf(now, task)),
      );
      this.#sessions.set(run.id, session);
      if (this.#closing) session.leave();
      session.begun.then(begun);
      const ended = await session.ended;
      if (ended.state === 'failed' && ended.error !== null) throw toldError(ended.error);
      return { run: run.id, state: ended.state };
    } catch (error) {
      if (!this.#sessions.has(run.id))
        this.#tell(await recorder.cut({ state: 'failed', error: tellFailure(error, `preparing run ${run.id}`, this.#context.log) }));
      throw error;
    } finally {
      begun(undefined);
      this.#sessions.delete(run.id);
      this.#stopping.delete(run.id);
      this.#turns.release(run.id);
    }
  }

  #tell(run: Run): { run: number; state: Run['state'] } {
    this.#context.events.tell({ type: 'run', run });
    return { run: run.id, state: run.state };
  }

  /** Waits a moment for the run to stand as wished. */
  async #until(run: number, reached: (now: Run) => boolean): Promise<void> {
    const session = this.#sessions.get(run);
    if (session === undefined || reached(session.now())) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(late);
        end();
        resolve();
      };
      const late = setTimeout(done, OBEY_MILLISECONDS);
      const end = this.#context.events.subscribe(() => {
        if (reached(session.now())) done();
      });
    });
  }
}

/** Items trained so far, of all epochs: what a job counts. How fast, and how long still, are the run's own figures: there is one forecast. */
function progressOf(run: Run, { data, config }: TrainTask): JobProgress {
  const items = data.train.length;
  const within = Math.min(items, run.step * config.batchSize);
  const message =
    run.state === 'paused' ? (run.error?.message ?? 'Paused') : `Epoch ${Math.min(run.epochsDone + 1, config.epochs)} of ${config.epochs}`;
  const { rate, secondsLeft } = run.state === 'running' ? run : { rate: null, secondsLeft: null };
  return { done: run.epochsDone * items + within, total: config.epochs * items, message, pace: { rate, secondsLeft } };
}
