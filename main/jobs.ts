import type { Job } from '#app/contract/jobs.ts';
import type { Events } from './events.ts';
import { tellFailure } from './failure.ts';
import { Rate } from './jobs/rate.ts';
import type { Log } from './log.ts';
import { insertJob, jobById, listJobs, pruneJobs, updateJob } from './store/jobs.ts';
import type { Store } from './store/store.ts';

/** What to call a job and what it belongs to. */
export interface JobStart {
  kind: Job['kind'];
  title: string;
  project?: number | null;
  subject?: number | null;
  total?: number | null;
}

/** Where a job's work stands; `pace` is its own measure of how fast it is, null while nothing moves. */
export interface JobProgress {
  done?: number;
  total?: number | null;
  message?: string;
  pace?: Pick<Job, 'rate' | 'secondsLeft'>;
}

/** What the work of a job is handed. */
export interface JobHandle {
  id: number;
  /** Fires on cancel and when the core closes; the work then ends within a second, by throwing `signal.reason` or anything. */
  signal: AbortSignal;
  /**
   * Where it stands; told at most ten times a second. The rate comes from `done` over the last seconds, unless the work measures its own;
   * a share of 1 has none.
   */
  progress(now: JobProgress): void;
  /** Names the project or thing it has made meanwhile. */
  about(what: { project?: number; subject?: number }): void;
}

/** The jobs of a workspace, those that ended included. */
export interface Jobs {
  /** Starts the work at once; resolves with the job's id as soon as it has a row. What the work returns (JSON) is the job's result. */
  start(what: JobStart, work: (job: JobHandle) => Promise<unknown>): Promise<number>;
  list(): Promise<Job[]>;
  /** Throws not-found. */
  get(id: number): Promise<Job>;
  /** Asks it to end and resolves with it ended, within a second; one that has ended stays as it is. Throws not-found. */
  cancel(id: number): Promise<Job>;
  /** Resolves when the job has ended. Throws not-found. */
  ended(id: number): Promise<Job>;
  /** Cancels all and waits. */
  close(): Promise<void>;
}

interface Running {
  job: Job;
  abort: AbortController;
  rate: Rate;
  savedAt: number;
  end: PromiseWithResolvers<Job>;
  over: boolean;
}

/** Work that has not ended so long after being asked is left to itself, and whatever it says then is not heard. */
const patienceMilliseconds = 900;
const saveEveryMilliseconds = 1000;
const kept = 500;

/** Opens the jobs of a store; they report through `events` and are kept with their results. */
export async function openJobs(store: Store, events: Events, log: Log): Promise<Jobs> {
  await store.quick((db) => pruneJobs(db, kept));
  const running = new Map<number, Running>();

  async function start(what: JobStart, work: (job: JobHandle) => Promise<unknown>): Promise<number> {
    const begun: Omit<Job, 'id'> = {
      kind: what.kind,
      title: what.title,
      state: 'running',
      done: 0,
      total: what.total ?? null,
      rate: null,
      secondsLeft: null,
      message: '',
      project: what.project ?? null,
      subject: what.subject ?? null,
      result: null,
      error: null,
      createdAt: Date.now(),
      endedAt: null,
    };
    const id = await store.quick((db) => insertJob(db, begun));
    const one: Running = {
      job: { id, ...begun },
      abort: new AbortController(),
      rate: new Rate(),
      savedAt: performance.now(),
      end: Promise.withResolvers(),
      over: false,
    };
    running.set(id, one);
    tell(one);
    void follow(one, work);
    return id;
  }

  async function follow(one: Running, work: (job: JobHandle) => Promise<unknown>): Promise<void> {
    const { signal } = one.abort;
    const handle: JobHandle = {
      id: one.job.id,
      signal,
      progress: (now) => progress(one, now),
      about: (about) => change(one, about),
    };
    try {
      // Begins after start() has answered, so that no job ends before its id is known.
      await Promise.resolve();
      const result = await Promise.race([work(handle), tooLong(signal)]);
      if (signal.aborted) await end(one, { state: 'cancelled' });
      else await end(one, { state: 'done', result: result ?? null });
    } catch (error) {
      if (signal.aborted) await end(one, { state: 'cancelled' });
      else await end(one, { state: 'failed', error: tellFailure(error, one.job.title, log) });
    }
  }

  function progress(one: Running, { pace, ...now }: JobProgress): void {
    if (now.done !== undefined) one.rate.note(performance.now() / 1000, now.done);
    const { done = one.job.done, total = one.job.total } = now;
    const rate = one.rate.perSecond;
    const secondsLeft = rate && total !== null ? Math.max(0, total - done) / rate : null;
    // Of a share there are no items.
    const own = { rate: total === 1 ? null : rate, secondsLeft };
    change(one, { ...now, done, total, ...(pace ?? own) });
  }

  function change(one: Running, part: Partial<Job>): void {
    if (one.over) return;
    one.job = { ...one.job, ...part };
    tell(one);
    if (performance.now() - one.savedAt < saveEveryMilliseconds) return;
    one.savedAt = performance.now();
    const job = one.job;
    store
      .outside(() => store.quick((db) => updateJob(db, job)))
      .catch((error: unknown) => log.warn('progress of a job could not be kept', { job: job.id, error }));
  }

  async function end(one: Running, how: Partial<Job>): Promise<void> {
    one.over = true;
    one.job = { ...one.job, ...how, rate: null, secondsLeft: null, endedAt: Date.now() };
    try {
      await store.transaction((db) => updateJob(db, one.job));
    } catch (error) {
      log.error('the end of a job could not be kept', { job: one.job.id, error });
    }
    running.delete(one.job.id);
    tell(one);
    one.end.resolve(one.job);
  }

  const tell = (one: Running) => events.tell({ type: 'job', job: one.job });

  async function cancel(id: number): Promise<Job> {
    const one = running.get(id);
    if (!one) return jobById(store.db, id);
    one.abort.abort();
    return one.end.promise;
  }

  return {
    start,
    async list() {
      const rows = await listJobs(store.db, kept);
      return rows.map((row) => running.get(row.id)?.job ?? row);
    },
    get: async (id) => running.get(id)?.job ?? jobById(store.db, id),
    cancel,
    ended: async (id) => running.get(id)?.end.promise ?? jobById(store.db, id),
    async close() {
      await Promise.all([...running.keys()].map(cancel));
    },
  };
}

/** Rejects some time after the signal; never resolves. */
function tooLong(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason), patienceMilliseconds), { once: true });
  });
}
