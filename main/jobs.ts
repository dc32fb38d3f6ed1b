import type { Job } from '#app/contract/jobs.ts';

/** What to call a job and what it belongs to. */
export interface JobStart {
  kind: Job['kind'];
  title: string;
  project?: number | null;
  subject?: number | null;
  total?: number | null;
}

/** What the work of a job is handed. */
export interface JobHandle {
  id: number;
  /** Fires on cancel and when the core closes; the work then ends within a second, by throwing `signal.reason` or anything. */
  signal: AbortSignal;
  /** Where it stands; told at most ten times a second. The rate comes from `done` over the last seconds. */
  progress(now: { done?: number; total?: number | null; message?: string }): void;
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
