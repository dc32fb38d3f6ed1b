import { createHash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Dataset, ImportReport } from '#app/contract/datasets.ts';
import type { CallOutput, contract } from '#app/contract/index.ts';
import { seriesRepair, type TableImport, type TableLook, type TableWish, tableShape } from '#app/contract/tables.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import { suggestedImport } from '#app/data/columns/suggested.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import type { Mended } from '#app/data/series/arrange.ts';
import type { TableFacts } from '#app/data/tables/facts.ts';
import { appError } from '#app/errors.ts';
import { partOf, type Watch } from '#main/blocks.ts';
import { collectGarbage } from '#main/collect-garbage.ts';
import { imageColumns } from '#main/datasets/columns/read-columns.ts';
import { datasetHash } from '#main/datasets/hash.ts';
import { withImagesThere } from '#main/importers/tables/images-there.ts';
import { keepImages, withoutImages } from '#main/importers/tables/keep-images.ts';
import { TableReader } from '#main/importers/tables/reader-process.ts';
import type { TableShape } from '#main/importers/tables/source.ts';
import type { SkippedRow } from '#main/importers/texts/source.ts';
import { placeName } from '#main/importers/texts/text-writer.ts';
import { makeFolder } from '#main/make-folder.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { changeDataset, datasetById, datasetRow, type Shard, shardsOf } from '#main/store/datasets.ts';
import { readJson } from '#main/store/json.ts';
import { keepDatasetFile } from '#main/store/rebuild/dataset-file.ts';
import { dropSkipped, insertSkipped, type Skipped } from '#main/store/skipped.ts';
import type { Database } from '#main/store/store.ts';
import { type ImportSteps, type Work, watchOf } from './import-steps.ts';

/** What an import of a table was asked beside what its row says, so that it can be done again. */
const tableOptions = z.object({ shape: tableShape, repair: seriesRepair });

/** Folder below the dataset's that gets the rows of series while they are brought in order. */
const arrangedFolder = 'in-order';

/** The share of preparing that decoding images takes, where there are some. */
const imagesEnd = 0.7;

/** Where the stages of an import begin, as shares of its progress; tables are not arranged. */
const stages = { tables: { preparing: 0.6 }, series: { arranging: 0.5, preparing: 0.7 } };

type Wished = z.output<typeof contract.datasets.importTable.input>;

/** Imports of tables and of series: rows read into columns, then parted and fitted to. One that was cut off begins anew. */
export class TableImports {
  readonly #context: ServiceContext;
  readonly #steps: ImportSteps;

  constructor(context: ServiceContext, steps: ImportSteps) {
    this.#context = context;
    this.#steps = steps;
  }

  /**
   * What the file is, and how it would be imported as is wished. Throws column-unknown where it lacks a column of the wish, targets-none,
   * inputs-none and rows-too-few where there is nothing to learn, or to learn it from.
   */
  async look(path: string, shape: TableShape, wish: TableWish | undefined, signal: AbortSignal): Promise<TableLook> {
    const found = await this.#reader(resolve(path), shape).look(signal);
    const look = await withImagesThere(found, shape);
    const { shape: read, ...suggested } = suggestedImport(look, wish);
    if (suggested.preprocessing.inputs.length === 0) throw appError('inputs-none', { file: look.path });
    return { ...look, import: { ...suggested, name: nameOf(look.path), shape: { ...shape, columns: read } } };
  }

  async start(input: Wished, { signal }: { signal: AbortSignal }): Promise<CallOutput<'datasets.importTable'>> {
    const look = await this.look(input.path, input.shape, input.wish, signal);
    const asked: TableImport = {
      ...look.import,
      ...(input.preprocessing !== undefined && { preprocessing: input.preprocessing, shape: input.shape }),
      ...(input.split !== undefined && { split: input.split }),
      ...(input.repair !== undefined && { repair: input.repair }),
      ...(input.name !== undefined && { name: input.name }),
    };
    requireDates(asked, look);
    asked.shape = keepingTexts(asked);
    const project = await this.#steps.project(input.project, asked.name);
    const dataset = await this.#steps.create({
      project,
      name: asked.name,
      source: look.path,
      preprocessing: asked.preprocessing,
      split: asked.split,
      classes: [],
      options: { shape: asked.shape, repair: asked.repair } satisfies z.input<typeof tableOptions>,
    });
    return { job: await this.#run(dataset), dataset: dataset.id, project };
  }

  /** Begins an import that was cut off anew. */
  async resume(dataset: Dataset): Promise<number> {
    await this.#context.store.transaction((db) => changeDataset(db, dataset.id, { state: 'importing' }));
    return this.#run(dataset);
  }

  /**
   * Fits anew, under other settings or with other parts; until then nothing can be trained. Where it fails, the dataset is as it was.
   */
  async prepare(dataset: Dataset, how: Partial<Pick<Dataset, 'preprocessing' | 'split'>>): Promise<number> {
    const under = await this.#context.store.transaction((db) => changeDataset(db, dataset.id, { state: 'importing' }));
    this.#steps.changed(under);
    return this.#steps.run({ dataset, title: `Preparing ${dataset.name}`, total: 1 }, async (job) => {
      try {
        const mended = dataset.table?.mended ?? null;
        return await this.#steps.report(await this.#prepare({ ...dataset, ...how }, mended, watchOf(job, 'Preparing')));
      } catch (error) {
        await this.#steps.leave(dataset, 'ready');
        throw error;
      }
    });
  }

  /** The row of a dataset that is about to be imported as the wish and the file say. */
  async create(asked: {
    project: number;
    name: string;
    path: string;
    wish: TableWish;
    change(of: ColumnsPreprocessing): ColumnsPreprocessing;
  }): Promise<Dataset> {
    const look = await this.look(asked.path, {}, asked.wish, new AbortController().signal);
    const { shape, preprocessing, split, repair } = look.import;
    const changed = asked.change(preprocessing);
    const options = { shape: keepingTexts({ shape, preprocessing: changed }), repair } satisfies z.input<typeof tableOptions>;
    const { project, name } = asked;
    return this.#steps.create({
      project,
      name,
      source: look.path,
      preprocessing: changed,
      split,
      classes: [],
      options,
    });
  }

  #run(dataset: Dataset): Promise<number> {
    return this.#steps.run({ dataset, total: 1 }, (job) => this.work(dataset, job));
  }

  /** Imports what the source holds into the dataset; on any end but the good one it is left incomplete. */
  async work(dataset: Dataset, job: Work): Promise<ImportReport> {
    try {
      await this.#clear(dataset);
      const isSeries = dataset.preprocessing.kind === 'series';
      const { preparing } = isSeries ? stages.series : stages.tables;
      await this.#read(dataset, partOf(watchOf(job, 'Reading'), 0, isSeries ? stages.series.arranging : preparing));
      collectGarbage('give back');
      const mended = await this.#arrange(dataset, partOf(watchOf(job, 'Bringing in order'), stages.series.arranging, preparing));
      const read = await datasetById(this.#context.store.db, dataset.id);
      return await this.#steps.report(await this.#prepare(read, mended, partOf(watchOf(job, 'Preparing'), preparing, 1)));
    } catch (error) {
      await this.#steps.leave(dataset);
      throw error;
    }
  }

  /** Forgets what an import that was cut off has left. */
  async #clear({ id }: Dataset): Promise<void> {
    const { store, folders } = this.#context;
    await store.transaction(async (db) => {
      await dropSkipped(db, id);
      await changeDataset(db, id, { items: 0, skipped: 0, bytes: 0, shards: '[]', classes: '[]' });
    });
    await rm(folders.dataset(id), { recursive: true, force: true });
    await makeFolder(folders.dataset(id));
  }

  async #read(dataset: Dataset, { signal, told }: Watch): Promise<void> {
    const { store, folders } = this.#context;
    told?.(0, 1);
    const { shape } = await readingOf(store.db, dataset.id);
    const what = `the rows of "${dataset.name}"`;
    const reader = this.#reader(dataset.source, shape);
    for await (const { rows, table, skipped } of reader.keep({}, { folder: folders.dataset(dataset.id), what }, signal, told)) {
      const listed = skipped.map(({ place, reason }) => ({ path: placeName(place), reason }));
      const kept = rows ?? (table === null ? null : { file: table.file, bytes: table.bytes, sha256: table.sha256, items: 0 });
      await this.#keep(dataset, kept, listed);
    }
  }

  /**
   * Rows of series are brought in order, and take the place of those that were read; whatever the end, nothing is left beside them.
   * Resolves with what was mended; null of a table.
   */
  async #arrange({ id, name, source, preprocessing }: Dataset, { signal, told }: Watch): Promise<Mended | null> {
    if (preprocessing.kind !== 'series') return null;
    told?.(0, 1);
    const { store, folders } = this.#context;
    const folder = folders.dataset(id);
    const { time, key } = preprocessing;
    const { repair } = await readingOf(store.db, id);
    const order = { folder, into: arrangedFolder, what: `the rows of "${name}"`, time, key, rules: repair };
    try {
      const { shards, skipped, mended } = await this.#reader(source, {}).arrange(order, signal, told);
      if (shards !== null) await this.#replace(id, shards, skipped);
      return mended;
    } finally {
      // A process that was ended in the middle of it may write for a moment longer.
      await rm(join(folder, arrangedFolder), { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async #replace(id: number, shards: readonly Shard[], skipped: readonly SkippedRow[]): Promise<void> {
    const { store, folders } = this.#context;
    const folder = folders.dataset(id);
    for (const { file } of shardsOf(await datasetRow(store.db, id))) await rm(join(folder, file), { force: true });
    for (const { file } of shards) await rename(join(folder, arrangedFolder, file), join(folder, file));
    await store.quick(async (db) => {
      const row = await datasetRow(db, id);
      await insertSkipped(
        db,
        id,
        skipped.map(({ place, reason }) => ({ path: placeName(place), reason })),
      );
      await changeDataset(db, id, {
        items: shards.reduce((sum, { items }) => sum + items, 0),
        skipped: row.skipped + skipped.length,
        bytes: shards.reduce((sum, { bytes }) => sum + bytes, 0),
        shards: JSON.stringify(shards),
      });
    });
  }

  #keep({ id }: Pick<Dataset, 'id'>, kept: Shard | null, skipped: Skipped[]): Promise<unknown> {
    return this.#context.store.quick(async (db) => {
      const row = await datasetRow(db, id);
      const shards = [...shardsOf(row), ...(kept === null ? [] : [kept])];
      await insertSkipped(db, id, skipped);
      await changeDataset(db, id, {
        items: row.items + (kept?.items ?? 0),
        skipped: row.skipped + skipped.length,
        bytes: row.bytes + (kept?.bytes ?? 0),
        shards: JSON.stringify(shards),
      });
    });
  }

  /** Parts and fits, in a folder beside what there is, and makes the dataset one of these. */
  async #prepare(dataset: Dataset, mended: Mended | null, { signal, told }: Watch): Promise<Dataset> {
    told?.(0, 1);
    const { store, folders } = this.#context;
    const folder = folders.dataset(dataset.id);
    const before = dataset.table?.prepared ?? null;
    const prepared = `prepared-${Number(before?.split('-')[1] ?? 0) + 1}`;
    await rm(join(folder, prepared), { recursive: true, force: true });
    const settings = asColumns(dataset.preprocessing);
    const images = await this.#images(dataset, settings, partOf({ signal, told }, 0, imagesEnd));
    const order = { folder, prepared, what: `what is fitted to "${dataset.name}"`, settings, split: dataset.split };
    const fitting = images.length === 0 ? { signal, told } : partOf({ signal, told }, imagesEnd, 1);
    const found = await this.#reader(dataset.source, {}).prepare(order, signal, fitting.told);
    const shards = [...withoutImages(shardsOf(await datasetRow(store.db, dataset.id))), ...images];
    const { parts } = found;
    const ready = await store.transaction((db) =>
      changeDataset(db, dataset.id, {
        state: 'ready',
        preprocessing: JSON.stringify(settings),
        split: JSON.stringify(dataset.split),
        facts: JSON.stringify({ ...found.facts, mended } satisfies TableFacts),
        classes: JSON.stringify(found.classes),
        parts: JSON.stringify(parts),
        items: parts.train + parts.validation + parts.test,
        hash: hashOf(settings, found.classes, [...shards.map(({ sha256 }) => sha256), found.hash]),
      }),
    );
    if (before !== null) await rm(join(folder, before), { recursive: true, force: true });
    await keepDatasetFile(store.db, folders, dataset.id);
    this.#steps.changed(ready);
    return ready;
  }

  /** The files of images that are needed, made where they are not there. */
  async #images({ id, name, source }: Dataset, settings: ColumnsPreprocessing, watch: Watch): Promise<Shard[]> {
    const { store, folders, log } = this.#context;
    const { needed, made, skipped } = await keepImages(
      {
        folder: folders.dataset(id),
        images: imageColumns(settings),
        from: dirname(source),
        known: shardsOf(await datasetRow(store.db, id)),
        what: `the images of "${name}"`,
        pool: { onTrouble: (what, facts) => log.warn(what, facts) },
      },
      watch,
    );
    for (const [place, shard] of made.entries()) await this.#keep({ id }, shard, place === 0 ? skipped : []);
    return needed;
  }

  #reader(path: string, shape: TableShape): TableReader {
    const { log } = this.#context;
    return new TableReader(path, shape, { onTrouble: (what, facts) => log.warn(what, facts) });
  }
}

/** What a run learns from: the settings, the classes, the rows as they lie in their files, and their parts. */
function hashOf(settings: ColumnsPreprocessing, classes: Dataset['classes'], hashes: readonly string[]): string {
  const items = createHash('sha256').update(hashes.join('\n')).digest('hex');
  return datasetHash(
    settings,
    classes.map(({ name }) => name),
    items,
  );
}

/** How the file of a dataset was read, and how its series were mended. */
export async function readingOf(db: Database, dataset: number): Promise<z.output<typeof tableOptions>> {
  const { options } = await datasetRow(db, dataset, 'with erased');
  return readJson(tableOptions, options, `Dataset ${dataset}, options`);
}

/** How columns are read where the texts and the paths of images that go in are to be kept. */
function keepingTexts({ shape, preprocessing }: Pick<TableImport, 'shape' | 'preprocessing'>): TableImport['shape'] {
  const wanted = new Map(
    preprocessing.inputs.flatMap(({ column, encoder: { kind } }) => (kind === 'text' || kind === 'image' ? [[column, kind] as const] : [])),
  );
  if (wanted.size === 0) return shape;
  const told = (shape.columns ?? []).map((column) => (wanted.has(column.name) ? { ...column, keep: true } : column));
  const untold = [...wanted].filter(([column]) => !told.some(({ name }) => name === column));
  return { ...shape, columns: [...told, ...untold.map(([name, type]) => ({ name, type, keep: true }))] };
}

/** Throws time-not-dates: what is read as numbers or texts may tell an order, but no time. */
function requireDates({ preprocessing, shape }: TableImport, { columns }: TableLook): void {
  const time = preprocessing.kind === 'series' ? preprocessing.time : null;
  const got = [...(shape.columns ?? []), ...columns].find(({ name, type }) => name === time && type !== undefined)?.type;
  if (time !== null && got !== undefined && got !== 'date') throw appError('time-not-dates', { column: time, got });
}

function nameOf(path: string): string {
  const name = basename(path, extname(path)).trim();
  return name === '' ? 'Table' : name.slice(0, 120);
}
