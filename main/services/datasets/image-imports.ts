import { resolve } from 'node:path';
import { z } from 'zod';
import type { CallContext } from '#app/contract/channel.ts';
import type { Dataset, ImportReport } from '#app/contract/datasets.ts';
import type { CallOutput, contract } from '#app/contract/index.ts';
import type { ImagePreprocessing, SplitSettings } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import { itemsHash } from '#main/datasets/hash.ts';
import { keptItems } from '#main/datasets/kept-items.ts';
import { classSizes, type FolderScan, scanFolder } from '#main/importers/folder-scan.ts';
import { importImages } from '#main/importers/image-import.ts';
import { endImport, settleItems } from '#main/importers/import-end.ts';
import { leastOfClass, reportScan } from '#main/importers/scan-report.ts';
import type { JobHandle } from '#main/jobs.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { changeDataset, datasetRow } from '#main/store/datasets.ts';
import { readJson } from '#main/store/json.ts';
import { keepDatasetFile } from '#main/store/rebuild/dataset-file.ts';
import type { ImportSteps } from './import-steps.ts';

/** What an import was asked beside what its row says, so that it can go on later. */
const importOptions = z.object({ layout: z.enum(['class-folders', 'split-folders', 'labels-file']), without: z.array(z.string()) });

export interface NewDataset {
  project: number;
  name: string;
  preprocessing: ImagePreprocessing;
  split: SplitSettings;
  without: string[];
}

/** Imports of images: a folder decoded into shards. One that was cut off goes on behind what whole shards hold. */
export class ImageImports {
  readonly #context: ServiceContext;
  readonly #steps: ImportSteps;

  constructor(context: ServiceContext, steps: ImportSteps) {
    this.#context = context;
    this.#steps = steps;
  }

  async start(
    input: z.output<typeof contract.datasets.importImages.input>,
    { signal }: CallContext,
  ): Promise<CallOutput<'datasets.importImages'>> {
    const scan = await scanFolder(resolve(input.folder), input.without, signal);
    checkSizes(scan);
    const { suggested } = await reportScan(scan);
    const name = input.name ?? suggested.name;
    const split = input.split ?? suggested.split;
    const project = await this.#steps.project(input.project, name);
    const dataset = await this.create(scan, {
      project,
      name,
      preprocessing: input.preprocessing ?? suggested.preprocessing,
      // Parts can only be taken from folders where there are some.
      split: { ...split, given: split.given && scan.layout === 'split-folders' },
      without: input.without,
    });
    return { job: await this.#run(dataset, scan), dataset: dataset.id, project };
  }

  /** Goes on with an import that was cut off. */
  async resume(dataset: Dataset): Promise<number> {
    const { store } = this.#context;
    const row = await datasetRow(store.db, dataset.id);
    const { without } = readJson(importOptions, row.options, `Dataset ${dataset.id}, options`);
    const scan = await scanFolder(dataset.source, without);
    await store.transaction((db) => changeDataset(db, dataset.id, { state: 'importing' }));
    return this.#run(dataset, scan);
  }

  /** The row of a dataset that is about to be imported. */
  create(scan: FolderScan, { without, ...asked }: NewDataset): Promise<Dataset> {
    const options = { layout: scan.layout, without } satisfies z.infer<typeof importOptions>;
    return this.#steps.create({ ...asked, source: scan.folder, classes: scan.classes, options });
  }

  /** Imports what the scan found into a dataset; on any end but the good one it is left incomplete, to be gone on with. */
  async work(dataset: Dataset, scan: FolderScan, job: Pick<JobHandle, 'signal' | 'progress'>): Promise<ImportReport> {
    const { store, folders, log } = this.#context;
    try {
      const kept = await keptItems(store, folders, dataset);
      await importImages(
        { dataset, scan: withClassesOf(dataset, scan), kept },
        { store, folders, signal: job.signal, progress: job.progress, pool: { onTrouble: (what, facts) => log.warn(what, facts) } },
      );
      const contents = await settleItems(store, dataset, job);
      const ready = await endImport(store, dataset, contents, await itemsHash(contents, job));
      await keepDatasetFile(store.db, folders, dataset.id);
      this.#steps.changed(ready);
      return await this.#steps.report(ready);
    } catch (error) {
      await this.#steps.leave(dataset);
      throw error;
    }
  }

  #run(dataset: Dataset, scan: FolderScan): Promise<number> {
    return this.#steps.run({ dataset, total: scan.files.length }, (job) => this.work(dataset, scan, job));
  }
}

function checkSizes(scan: FolderScan): void {
  const small = classSizes(scan).find((size) => size.items < leastOfClass);
  if (small !== undefined) throw appError('class-too-small', { name: small.name, got: small.items, what: 'images' });
}

/** The scan with the dataset's numbers for its classes: a class that came later has no place among the items there are. */
function withClassesOf(dataset: Dataset, scan: FolderScan): FolderScan {
  const numbers = new Map(dataset.classes.map(({ name }, number) => [name, number]));
  const late: FolderScan['skipped'] = [];
  const files = scan.files.flatMap((file) => {
    const number = numbers.get(scan.classes[file.class] ?? '');
    if (number !== undefined) return { ...file, class: number };
    late.push({ path: file.path, reason: 'its class was not there when the import began' });
    return [];
  });
  return { ...scan, classes: dataset.classes.map(({ name }) => name), files, skipped: [...scan.skipped, ...late] };
}
