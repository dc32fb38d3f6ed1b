import type { Job } from '#app/contract/jobs.ts';
import type { ErrorData } from '#app/errors.ts';
import type { Client } from '#renderer/client.ts';
import type { Session } from './session.svelte.ts';

/** Getting an engine pack: the job in sight wherever it was started, and what went wrong with it. */
export class EngineFetch {
  #error = $state.raw<ErrorData | null>(null);
  readonly #client: Client;
  readonly #session: Session;

  constructor(client: Client, session: Session) {
    this.#client = client;
    this.#session = session;
  }

  get job(): Job | undefined {
    return this.#session.activeJobs.find((job) => job.kind === 'engine');
  }
  get running(): boolean {
    return this.job !== undefined;
  }
  /** Of the call, or of the last job if it failed. */
  get problem(): { message: string; remedy: string; detail?: string | undefined } | null {
    const last = this.#session.jobs.find((job) => job.kind === 'engine');
    return this.#error ?? (last?.state === 'failed' ? last.error : null);
  }

  async start(): Promise<void> {
    const result = await this.#client.call('system.fetchEngine', {});
    this.#error = result.ok ? null : result.error;
  }
  cancel(): void {
    if (this.job !== undefined) void this.#client.call('jobs.cancel', { job: this.job.id });
  }
}
