import { z } from 'zod';
import { errorData, type Job, jobKind, jobState } from '#app/contract/jobs.ts';
import { appError } from '#app/errors.ts';
import { readJsonOrNull } from './json.ts';
import type { Database } from './store.ts';
import type { Row } from './tables.ts';

/** Makes the row of a job that begins now; returns its id. */
export async function insertJob(db: Database, job: Omit<Job, 'id'>): Promise<number> {
  const row = await db.insertInto('jobs').values(columns(job)).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

export async function updateJob(db: Database, job: Job): Promise<void> {
  await db.updateTable('jobs').set(columns(job)).where('id', '=', job.id).execute();
}

/** Throws not-found. */
export async function jobById(db: Database, id: number): Promise<Job> {
  const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'job', id });
  return toJob(row);
}

/** The newest jobs, newest first. */
export async function listJobs(db: Database, most: number): Promise<Job[]> {
  const rows = await db.selectFrom('jobs').selectAll().orderBy('id', 'desc').limit(most).execute();
  return rows.map(toJob);
}

/** Jobs that a process which is no more left under way. */
export async function unfinishedJobs(db: Database): Promise<Job[]> {
  const rows = await db.selectFrom('jobs').selectAll().where('state', 'in', ['queued', 'running']).orderBy('id').execute();
  return rows.map(toJob);
}

/** Forgets the oldest ended jobs beyond `keep`. */
export async function pruneJobs(db: Database, keep: number): Promise<void> {
  const oldest = await db.selectFrom('jobs').select('id').orderBy('id', 'desc').offset(keep).limit(1).executeTakeFirst();
  if (oldest) await db.deleteFrom('jobs').where('id', '<=', oldest.id).where('endedAt', 'is not', null).execute();
}

function columns(job: Omit<Job, 'id'>) {
  return {
    kind: job.kind,
    title: job.title,
    state: job.state,
    done: job.done,
    total: job.total,
    rate: job.rate,
    message: job.message,
    project: job.project,
    subject: job.subject,
    result: job.result == null ? null : JSON.stringify(job.result),
    error: job.error === null ? null : JSON.stringify(job.error),
    createdAt: job.createdAt,
    endedAt: job.endedAt,
  };
}

function toJob(row: Row<'jobs'>): Job {
  const where = `Job ${row.id}`;
  return {
    ...row,
    kind: jobKind.parse(row.kind),
    state: jobState.parse(row.state),
    // A figure of the moment, which is over when it is read from here.
    secondsLeft: null,
    result: readJsonOrNull(z.json(), row.result, `${where}, result`),
    error: readJsonOrNull(errorData, row.error, `${where}, error`),
  };
}
