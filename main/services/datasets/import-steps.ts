import type { Dataset, ImportReport } from '#app/contract/datasets.ts';
import { AppError } from '#app/errors.ts';
import type { Watch } from '#main/blocks.ts';
import type { JobHandle } from '#main/jobs.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { changeDataset, datasetById, insertDataset } from '#main/store/datasets.ts';
import { listDuplicates } from '#main/store/items.ts';
import { projectById } from '#main/store/projects.ts';
import { listSkipped } from '#main/store/skipped.ts';

/** A job's result lists so many files at most; the dataset lists them all. */
const mostListed = 10_000;

/** What an import needs of its job. */
export type Work = Pick<JobHandle, 'signal' | 'progress'>;

/** What stages of a job look at and tell. */
export const watchOf = ({ signal, progress }: Work, message: string): Watch => ({
  signal,
  told: (done, total) => progress({ done: Math.min(1, done / Math.max(1, total)), message }),
});

/** A dataset as an import begins it; `options`: what it was asked beside these, so that it can go on later. */
interface Asked extends Pick<Dataset, 'project' | 'name' | 'source' | 'preprocessing' | 'split'> {
  classes: readonly string[];
  options: object;
}

/** What every import does, whatever it reads: one a dataset at a time, each a job. */
export class ImportSteps {
  readonly #context: ServiceContext;
  readonly #running = new Map<number, Promise<number>>();

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** The job of the dataset's import, where one is under way. */
  running(dataset: number): Promise<number> | undefined {
    return this.#running.get(dataset);
  }

  run(
    { dataset, ...what }: { dataset: Dataset; total: number; title?: string },
    work: (job: JobHandle) => Promise<ImportReport>,
  ): Promise<number> {
    const started = this.#context.jobs.start({ ...this.title(dataset), ...what }, async (job) => {
      try {
        return await work(job);
      } finally {
        this.#running.delete(dataset.id);
      }
    });
    this.#running.set(dataset.id, started);
    // One that could not even be started may be tried again.
    started.catch(() => this.#running.delete(dataset.id));
    return started;
  }

  /** Ends the dataset's import, if one is under way. */
  async cancel(dataset: number): Promise<void> {
    const job = await this.#running.get(dataset);
    if (job !== undefined) await this.#context.jobs.cancel(job);
  }

  title = (dataset: Dataset) =>
    ({ kind: 'import', title: `Importing ${dataset.name}`, project: dataset.project, subject: dataset.id }) as const;

  /** The row of a dataset that is about to be imported. */
  async create(asked: Asked): Promise<Dataset> {
    const dataset = await this.#context.store.transaction(async (db) => {
      const id = await insertDataset(db, {
        project: asked.project,
        name: asked.name,
        kind: asked.preprocessing.kind,
        state: 'importing',
        source: asked.source,
        classes: JSON.stringify(asked.classes.map((name) => ({ name, items: 0, train: 0, validation: 0, test: 0 }))),
        preprocessing: JSON.stringify(asked.preprocessing),
        split: JSON.stringify(asked.split),
        options: JSON.stringify(asked.options),
        shards: '[]',
        items: 0,
        skipped: 0,
        duplicates: 0,
        bytes: 0,
        hash: null,
        deletedAt: null,
        erasedAt: null,
        createdAt: Date.now(),
      });
      return datasetById(db, id);
    });
    this.changed(dataset);
    return dataset;
  }

  /** The project that is asked for, or a new one of that name. */
  async project(id: number | undefined, name: string): Promise<number> {
    if (id !== undefined) return (await projectById(this.#context.store.db, id)).id;
    const made = await this.#context.call('projects.create', { name });
    if (!made.ok) throw new AppError(made.error);
    return made.value.id;
  }

  /** Says that it can be gone on with. A full disk may refuse even that; the next start of the workspace says it then. */
  async leave({ id }: Dataset, state: 'incomplete' | 'ready' = 'incomplete'): Promise<void> {
    const { store, log } = this.#context;
    try {
      const left = await store.quick((db) => changeDataset(db, id, { state }));
      this.changed(left);
    } catch (error) {
      log.warn('an import could not be marked as incomplete', { dataset: id, error });
    }
  }

  async report(dataset: Dataset): Promise<ImportReport> {
    const { db } = this.#context.store;
    const page = { offset: 0, limit: mostListed };
    const { skipped } = await listSkipped(db, dataset.id, page);
    const { duplicates } = await listDuplicates(db, dataset.id, page);
    return {
      dataset: dataset.id,
      items: dataset.items,
      classes: dataset.classes.map(({ name, items }) => ({ name, items })),
      skipped,
      duplicates: duplicates.map(({ path, of }) => ({ path, of })),
    };
  }

  changed({ project, id }: Dataset): void {
    this.#context.events.tell({ type: 'changed', what: 'datasets', project, id });
  }
}
