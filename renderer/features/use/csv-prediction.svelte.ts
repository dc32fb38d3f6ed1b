import { z } from 'zod';
import type { Job } from '#app/contract/jobs.ts';
import type { Ahead } from '#app/data/series/ahead.ts';
import { type ErrorData, isErrorCode } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import type { Dropped } from '#renderer/frame/drops.svelte.ts';
import { session } from '#renderer/frame/session.svelte.ts';
import type { CsvWords } from './csv-words.ts';

const outcome = z.object({ out: z.string(), items: z.number(), skipped: z.array(z.object({ path: z.string(), reason: z.string() })) });

/** What was answered, and where the table of it lies. */
export type Outcome = z.infer<typeof outcome> & { job: number; at: number };

/** The file a table is written to, unless somebody wants another: in the folder itself. */
export const tableIn = (folder: string): string =>
  folder === '' ? '' : `${folder.replace(/[\\/]+$/, '')}${folder.includes('\\') && !folder.includes('/') ? '\\' : '/'}predictions.csv`;

/** The same of a file: beside it, under its name. */
export const tableBeside = (file: string): string => (file === '' ? '' : `${file.replace(/\.[^.\\/]*$/, '')}-predictions.csv`);

/** A run asked about every image of a folder, or about a file of rows or series. What goes on and what came out is read from the jobs, so that a reload loses nothing. */
export class CsvPrediction {
  readonly #run: number;
  readonly #words: CsvWords;
  /** Errors of before are told by nobody: the view was opened then. */
  readonly #since = Date.now();
  #source = $state('');
  #out = $state<string | null>(null);
  /** How far series are forecast; null: as far as the network answers at once. */
  ahead = $state.raw<Ahead | null>(null);
  #refused = $state.raw<ErrorData | null>(null);
  #dismissed = $state(0);
  #uploading = $state.raw<{ sent: number; total: number } | null>(null);

  constructor(run: number, words: CsvWords) {
    this.#run = run;
    this.#words = words;
  }

  /** Path of the folder or the file. */
  get source(): string {
    return this.#source;
  }
  set source(path: string) {
    this.#source = path;
  }
  get out(): string {
    const path = this.#source.trim();
    return this.#out ?? (this.#words.source === 'folder' ? tableIn(path) : tableBeside(path));
  }
  set out(out: string) {
    this.#out = out;
  }
  /** Files of the visitor's machine on their way to the serving one. */
  get uploading(): { sent: number; total: number } | null {
    return this.#uploading;
  }

  get #job(): Job | undefined {
    return session.jobs.find((job) => job.kind === 'predict' && job.subject === this.#run);
  }
  /** What goes on now. */
  get job(): Job | null {
    const job = this.#job;
    return job?.state === 'queued' || job?.state === 'running' ? job : null;
  }
  get outcome(): Outcome | null {
    const job = this.#job;
    const read = outcome.safeParse(job?.state === 'done' ? job.result : null);
    return job === undefined || !read.success ? null : { ...read.data, job: job.id, at: job.endedAt ?? job.createdAt };
  }
  get error(): ErrorData | null {
    if (this.#refused !== null) return this.#refused;
    const job = this.#job;
    if (job?.error == null || job.id === this.#dismissed || (job.endedAt ?? 0) < this.#since) return null;
    return { ...job.error, code: isErrorCode(job.error.code) ? job.error.code : 'internal' };
  }
  /** Why it cannot begin now. */
  get reason(): string | undefined {
    if (this.#uploading !== null) return `The ${this.#words.many} are on their way`;
    return this.#source.trim() === '' ? this.#words.missing : this.out.trim() === '' ? 'The table needs a file' : undefined;
  }

  /** Takes what was dropped; what lies on the visitor's machine goes to the serving one first. */
  async take(dropped: Dropped): Promise<void> {
    this.#refused = null;
    if (dropped.path !== null) {
      this.#choose(dropped.path);
      return;
    }
    const files = await dropped.files();
    this.#uploading = { sent: 0, total: files.length };
    const sent = await client.upload(files, (done) => {
      this.#uploading = { sent: done, total: files.length };
    });
    this.#uploading = null;
    if (sent.ok) this.#choose((this.#words.source === 'file' ? sent.value.file : null) ?? sent.value.folder);
    else this.#refused = sent.error;
  }
  #choose(path: string): void {
    this.#source = path;
    this.#out = null;
  }

  async start(): Promise<void> {
    this.#refused = null;
    const [path, out] = [this.#source.trim(), this.out.trim()];
    const begun =
      this.#words.source === 'folder'
        ? await client.call('predictions.folder', { run: this.#run, folder: path, out })
        : await client.call('predictions.file', { run: this.#run, file: path, out, ...this.ahead });
    if (!begun.ok) this.#refused = begun.error;
  }
  async cancel(): Promise<void> {
    const job = this.job;
    if (job !== null) await client.call('jobs.cancel', { job: job.id });
  }
  dismissError(): void {
    this.#refused = null;
    this.#dismissed = this.#job?.id ?? 0;
  }
}
