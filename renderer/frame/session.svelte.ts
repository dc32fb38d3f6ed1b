import type { Job } from '#app/contract/jobs.ts';
import type { Project } from '#app/contract/projects.ts';
import type { Run } from '#app/contract/runs.ts';
import type { EngineStatus, Settings } from '#app/contract/system.ts';
import type { Client, ClientEvent } from '#renderer/client.ts';
import { client } from '#renderer/client.ts';
import { Resource } from './load.svelte.ts';

/**
 * What every view needs and events keep true: projects, jobs, the open project's runs, settings. Read it anywhere; it is
 * reactive. Change it by calling the core: the event that follows changes it here.
 */
export class Session {
  readonly projects: Resource<Project[]>;
  readonly settings: Resource<Settings>;
  readonly engines: Resource<EngineStatus[]>;
  #jobs = $state.raw<ReadonlyMap<number, Job>>(new Map());
  #runs = $state.raw<ReadonlyMap<number, Run>>(new Map());
  #project = $state<number | null>(null);
  #runsRead = $state(false);
  /** Runs that were told of since the list was asked for: they outrank its answer, which may be older. */
  #runsHeard = new Map<number, Run>();
  readonly #client: Client;

  constructor(core: Client) {
    this.#client = core;
    this.projects = new Resource(async () => {
      const result = await core.call('projects.list', {});
      return result.ok ? { ok: true, value: result.value.projects } : result;
    });
    this.settings = new Resource(() => core.call('system.settings', {}));
    this.engines = new Resource(async () => {
      const result = await core.call('system.engines', {});
      return result.ok ? { ok: true, value: result.value.engines } : result;
    });
    core.subscribe((event) => this.#hear(event));
    this.#readAll();
  }

  /** Jobs by id, newest first. */
  get jobs(): Job[] {
    return [...this.#jobs.values()].sort((a, b) => b.id - a.id);
  }
  /** What is going on now. */
  get activeJobs(): Job[] {
    return this.jobs.filter((job) => job.state === 'queued' || job.state === 'running');
  }
  job(id: number): Job | undefined {
    return this.#jobs.get(id);
  }

  /** Runs of the open project, newest first. */
  get runs(): Run[] {
    return [...this.#runs.values()].sort((a, b) => b.id - a.id);
  }
  /** Whether the open project's runs have been read: only then "no run" means that there is none. */
  get runsRead(): boolean {
    return this.#runsRead;
  }
  run(id: number): Run | undefined {
    return this.#runs.get(id);
  }

  /** The open project. */
  get project(): Project | undefined {
    return this.projects.value?.find((project) => project.id === this.#project);
  }

  /** Opens a project: its runs are read, and it becomes the most recent one. */
  openProject(id: number | null): void {
    if (id === this.#project) return;
    this.#project = id;
    this.#runs = new Map();
    this.#runsRead = false;
    if (id === null) return;
    void this.#client.call('projects.open', { project: id });
    void this.#readRuns();
  }

  /** Waits for a job to end; an answer even if it ended before one asked. */
  finished(id: number): Promise<Job> {
    return new Promise((resolve) => {
      const ended = (job: Job): boolean => job.state === 'done' || job.state === 'cancelled' || job.state === 'failed';
      const leave = this.#client.subscribe((event) => {
        if (event.type === 'job' && event.job.id === id && ended(event.job)) {
          leave();
          resolve(event.job);
        } else if (event.type === 'reset') void ask();
      });
      const ask = async (): Promise<void> => {
        const now = await this.#client.call('jobs.get', { job: id });
        if (!now.ok || !ended(now.value)) return;
        leave();
        resolve(now.value);
      };
      void ask();
    });
  }

  #hear(event: ClientEvent): void {
    if (event.type === 'reset') this.#readAll();
    else if (event.type === 'job') this.#jobs = new Map(this.#jobs).set(event.job.id, event.job);
    else if (event.type === 'run') this.#hearRun(event.run);
    else if (event.type === 'changed') {
      if (event.what === 'settings') void this.settings.reload();
      else if (event.what === 'engines') void this.engines.reload();
      else if (event.what === 'runs') void this.#readRuns();
      if (event.what === 'projects' || event.what === 'runs' || event.what === 'datasets' || event.what === 'models')
        void this.projects.reload();
    }
  }

  #hearRun(run: Run): void {
    if (run.project !== this.#project) return;
    this.#runsHeard.set(run.id, run);
    const runs = new Map(this.#runs);
    put(runs, run);
    this.#runs = runs;
  }

  #readAll(): void {
    void this.projects.reload();
    void this.settings.reload();
    void this.engines.reload();
    void this.#readRuns();
    void this.#readJobs();
  }

  async #readJobs(): Promise<void> {
    const result = await this.#client.call('jobs.list', {});
    if (result.ok) this.#jobs = new Map(result.value.jobs.map((job) => [job.id, job]));
  }

  async #readRuns(): Promise<void> {
    const project = this.#project;
    if (project === null) return;
    const heard = new Map<number, Run>();
    this.#runsHeard = heard;
    const result = await this.#client.call('runs.list', { project });
    // Of answers that overtake each other the last asked counts.
    if (!result.ok || project !== this.#project || heard !== this.#runsHeard) return;
    const runs = new Map(result.value.runs.map((run) => [run.id, run]));
    for (const run of heard.values()) put(runs, run);
    this.#runs = runs;
    this.#runsRead = true;
  }
}

function put(runs: Map<number, Run>, run: Run): void {
  if (run.deletedAt === null) runs.set(run.id, run);
  else runs.delete(run.id);
}

export const session = new Session(client);
