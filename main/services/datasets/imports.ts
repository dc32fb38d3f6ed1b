import type { ServiceContext } from '#main/service-context.ts';
import { datasetById } from '#main/store/datasets.ts';
import { ImageImports } from './image-imports.ts';
import { ImportSteps } from './import-steps.ts';
import { TableImports } from './table-imports.ts';
import { TextImports } from './text-imports.ts';

/** The imports of a workspace, by the kind of data. */
export class Imports {
  readonly #context: ServiceContext;
  readonly #steps: ImportSteps;
  readonly images: ImageImports;
  readonly texts: TextImports;
  readonly tables: TableImports;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#steps = new ImportSteps(context);
    this.images = new ImageImports(context, this.#steps);
    this.texts = new TextImports(context, this.#steps);
    this.tables = new TableImports(context, this.#steps);
  }

  /** Goes on with an import; one that is under way, or done, is not begun again. */
  async resume(id: number, withoutSmall = false): Promise<number> {
    const running = this.#steps.running(id);
    if (running !== undefined) return running;
    const dataset = await datasetById(this.#context.store.db, id);
    if (dataset.state === 'ready') return this.#context.jobs.start(this.#steps.title(dataset), () => this.#steps.report(dataset));
    switch (dataset.kind) {
      case 'images':
        return this.images.resume(dataset);
      case 'texts':
        return this.texts.resume(dataset, withoutSmall);
      case 'tables':
      case 'series':
        return this.tables.resume(dataset);
    }
  }

  /** Ends the dataset's import, if one is under way. */
  cancel(dataset: number): Promise<void> {
    return this.#steps.cancel(dataset);
  }
}
