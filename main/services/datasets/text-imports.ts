import { rm } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Dataset, ImportReport } from '#app/contract/datasets.ts';
import type { CallOutput, contract } from '#app/contract/index.ts';
import { type TextLook, textColumns, textShape } from '#app/contract/texts.ts';
import { asTexts } from '#app/data/preprocessing.ts';
import type { TextAnswers, TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { suggestedTexts } from '#app/data/texts/suggested.ts';
import { tasks, untaught, usualTask } from '#app/data/texts/task-guide.ts';
import { appError } from '#app/errors.ts';
import { blocks, partOf, type Watch } from '#main/blocks.ts';
import { collectGarbage } from '#main/collect-garbage.ts';
import type { Contents } from '#main/datasets/contents.ts';
import { itemsHash } from '#main/datasets/hash.ts';
import { readContents } from '#main/datasets/read-contents.ts';
import { endImport, settleItems } from '#main/importers/import-end.ts';
import { keepItems } from '#main/importers/keep-items.ts';
import { leastOfClass } from '#main/importers/scan-report.ts';
import type { Preparation } from '#main/importers/texts/prepare.ts';
import { PrepareProcess } from '#main/importers/texts/prepare-process.ts';
import { TextReader } from '#main/importers/texts/reader-process.ts';
import type { ColumnsAsked, TextShape } from '#main/importers/texts/source.ts';
import { inOrder } from '#main/importers/texts/text-writer.ts';
import { makeFolder } from '#main/make-folder.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { changeDataset, datasetById, datasetRow } from '#main/store/datasets.ts';
import { itemsPerBlock } from '#main/store/item-block.ts';
import { countItems, dropItemsFrom, insertBlock, itemCount, renumberClasses } from '#main/store/items.ts';
import { readJson } from '#main/store/json.ts';
import { keepDatasetFile } from '#main/store/rebuild/dataset-file.ts';
import { dropSkipped } from '#main/store/skipped.ts';
import type { Database } from '#main/store/store.ts';
import { type ImportSteps, type Work, watchOf } from './import-steps.ts';

/** What an import of texts was asked beside what its row says, so that it can be done again. */
const textOptions = z.object({
  shape: textShape,
  columns: textColumns,
  without: z.array(z.string()).default([]),
  fitLength: z.boolean().default(false),
  vectors: z.string().nullable().default(null),
});
type TextOptions = z.infer<typeof textOptions>;
/** The same, where defaults may be left out. */
type GivenOptions = z.input<typeof textOptions>;

/** Where the stages of an import begin, as shares of its progress, which is told as a share of 1. */
const stages = { settling: 0.7, coding: 0.75, keeping: 0.95 };
/** The same where texts are coded anew. */
const codingStages = { coding: 0.1, keeping: 0.9 };
/** Items that change in one transaction, which others must wait for. */
const changedAtOnce = 16 * itemsPerBlock;
/** Files of texts after which what was held for them is freed: some 60 MB, which V8 would let grow without need. */
const filesOfGarbage = 40;

type Wished = z.output<typeof contract.datasets.importTexts.input>;

/** Imports of texts: read into files and rows, then fitted to and coded. One that was cut off begins anew. */
export class TextImports {
  readonly #context: ServiceContext;
  readonly #steps: ImportSteps;

  constructor(context: ServiceContext, steps: ImportSteps) {
    this.#context = context;
    this.#steps = steps;
  }

  async look(path: string, shape: TextShape, columns: ColumnsAsked, signal: AbortSignal): Promise<TextLook> {
    const look = await this.#reader(resolve(path), shape).look(signal, undefined, columns);
    return {
      ...look,
      import: {
        name: nameOf(look.path),
        preprocessing: suggestedTexts(usualTask(look), wholeTexts(look)),
        split: suggestedSplit(look.parts !== null),
      },
    };
  }

  async start(input: Wished, { signal }: { signal: AbortSignal }): Promise<CallOutput<'datasets.importTexts'>> {
    const look = await this.look(input.path, input.shape, input.columns, signal);
    const preprocessing = input.preprocessing ?? look.import.preprocessing;
    requireTaught(look, preprocessing.answers, input.columns.label ?? look.suggested.label);
    const name = input.name ?? look.import.name;
    const project = await this.#steps.project(input.project, name);
    const split = input.split ?? look.import.split;
    const dataset = await this.create({
      project,
      name,
      source: look.path,
      preprocessing,
      split: { ...split, given: split.given && look.import.split.given },
      options: {
        shape: input.shape,
        columns: namedColumns(look, input.columns),
        without: input.without,
        fitLength: input.fitLength ?? input.preprocessing === undefined,
        vectors: input.vectors === undefined ? null : resolve(input.vectors),
      },
    });
    return { job: await this.#run(dataset), dataset: dataset.id, project };
  }

  /** Begins an import that was cut off anew: a file of rows is read in one go. Classes that had too few texts can be left out. */
  async resume(dataset: Dataset, withoutSmall: boolean): Promise<number> {
    await this.#context.store.transaction(async (db) => {
      const options = withoutSmall ? { options: JSON.stringify(await withoutSmallClasses(db, dataset)) } : {};
      await changeDataset(db, dataset.id, { state: 'importing', ...options });
    });
    return this.#run(dataset);
  }

  /**
   * Codes the texts anew: under other settings, or because other texts are trained on; with the word vectors that it has unless
   * others are given, or null for none. Until then nothing can be trained; where it
   * fails, the dataset is as it was under settings that are refused, and incomplete where its parts have changed.
   */
  async prepare(dataset: Dataset, settings: TextPreprocessing, why: 'settings' | 'parts', vectors?: string | null): Promise<number> {
    const { store } = this.#context;
    const under = await store.transaction((db) => changeDataset(db, dataset.id, { state: 'importing' }));
    this.#steps.changed(under);
    return this.#steps.run({ dataset, title: `Preparing ${dataset.name}`, total: 1 }, async (job) => {
      const preparing = await this.#preparing(
        dataset,
        { settings, vectors: vectors === undefined ? (dataset.texts?.vectors?.file ?? null) : vectors },
        job.signal,
      );
      try {
        const contents = await readContents(store.db, dataset.id, partOf(watchOf(job, 'Reading'), 0, codingStages.coding));
        const ready = await this.#code(dataset, contents, { preparing, fitLength: false, job, stages: codingStages });
        return await this.#steps.report(ready);
      } catch (error) {
        await preparing.drop();
        await this.#steps.leave(dataset, why === 'settings' ? 'ready' : 'incomplete');
        throw error;
      }
    });
  }

  /** The row of a dataset that is about to be imported. */
  create(asked: Pick<Dataset, 'project' | 'name' | 'source' | 'preprocessing' | 'split'> & { options: GivenOptions }): Promise<Dataset> {
    return this.#steps.create({ ...asked, classes: [] });
  }

  #run(dataset: Dataset): Promise<number> {
    return this.#steps.run({ dataset, total: 1 }, (job) => this.work(dataset, job));
  }

  /** Imports what the source holds into the dataset; on any end but the good one it is left incomplete. */
  async work(dataset: Dataset, job: Work): Promise<ImportReport> {
    const { store } = this.#context;
    let preparing: Preparing | null = null;
    try {
      await this.#clear(dataset);
      const options = await this.#options(dataset);
      preparing = await this.#preparing(dataset, { settings: asTexts(dataset.preprocessing), vectors: options.vectors }, job.signal);
      await this.#read(dataset, options, preparing, partOf(watchOf(job, 'Reading'), 0, stages.settling));
      collectGarbage('give back');
      const read = await datasetById(store.db, dataset.id);
      const contents = await settleItems(store, read, partOf(watchOf(job, 'Splitting'), stages.settling, stages.coding));
      const ready = await this.#code(read, contents, { preparing, fitLength: options.fitLength, job, stages });
      return await this.#steps.report(ready);
    } catch (error) {
      await preparing?.drop();
      await this.#steps.leave(dataset);
      throw error;
    }
  }

  /** Forgets what an import that was cut off has left. */
  async #clear({ id }: Dataset): Promise<void> {
    const { store, folders } = this.#context;
    await store.transaction(async (db) => {
      await dropItemsFrom(db, id, 0);
      await dropSkipped(db, id);
      await changeDataset(db, id, { items: 0, skipped: 0, bytes: 0, shards: '[]', classes: '[]' });
    });
    await rm(folders.dataset(id), { recursive: true, force: true });
    await makeFolder(folders.dataset(id));
  }

  async #read(dataset: Dataset, { shape, columns, without }: TextOptions, { process }: Preparing, watch: Watch): Promise<void> {
    const { store, folders } = this.#context;
    const { signal, told } = watch;
    const reader = this.#reader(dataset.source, shape);
    const { answers } = asTexts(dataset.preprocessing);
    const asked = answers === 'next' ? { ...columns, label: null } : columns;
    const what = `the texts of "${dataset.name}"`;
    const how = { folder: folders.dataset(dataset.id), what, answers, without, labelName: columns.label ?? 'the label' };
    let names: string[] = [];
    let files = 0;
    for await (const { texts, skipped, classes } of reader.keep(asked, how, signal, told)) {
      names = classes;
      const number = files;
      const kept = texts && { shard: texts.shard, insert: (db: Database) => insertBlock(db, dataset.id, number, texts.block) };
      await keepItems(store, dataset, { kept, skipped });
      if (kept === null) continue;
      process.next();
      files += 1;
      if (files % filesOfGarbage === 0) collectGarbage('give back');
    }
    if (answers === 'next') return;
    if (names.length < 2) throw appError('classes-too-few', { got: names.length, folder: dataset.source });
    // Tags are in files already, under the numbers they were met in.
    const sorted = answers === 'tags' ? names : inOrder(names);
    const counts = sorted.map((name) => ({ name, items: 0, train: 0, validation: 0, test: 0 }));
    if (answers === 'class') {
      await this.#renumber(
        dataset,
        names.map((name) => sorted.indexOf(name)),
        { signal },
      );
    }
    await store.transaction((db) => changeDataset(db, dataset.id, { classes: JSON.stringify(counts) }));
  }

  /** Some rows at a time: nobody reads them before the import ends, and one that is cut off begins anew. */
  async #renumber({ id }: Dataset, to: readonly number[], watch: Watch): Promise<void> {
    const { store } = this.#context;
    if (to.every((label, number) => label === number)) return;
    for await (const [from, behind] of blocks(await itemCount(store.db, id), watch, changedAtOnce))
      await store.quick((db) => renumberClasses(db, id, { from, behind, to }));
  }

  async #options({ id }: Dataset): Promise<TextOptions> {
    const row = await datasetRow(this.#context.store.db, id);
    return readJson(textOptions, row.options, `Dataset ${id}, options`);
  }

  /** Begins to fit and to code, in a folder beside the codes that there are. */
  async #preparing({ id, texts }: Dataset, how: Pick<Preparation, 'settings' | 'vectors'>, signal: AbortSignal): Promise<Preparing> {
    const folder = this.#context.folders.dataset(id);
    const before = texts?.prepared ?? null;
    const prepared = `prepared-${Number(before?.split('-')[1] ?? 0) + 1}`;
    await rm(join(folder, prepared), { recursive: true, force: true });
    let kept = false;
    const process = new PrepareProcess({ folder, prepared, ...how }, signal);
    return {
      process,
      prepared,
      async drop() {
        process.close();
        if (!kept) await rm(join(folder, prepared), { recursive: true, force: true });
      },
      async keep() {
        kept = true;
        if (before !== null) await rm(join(folder, before), { recursive: true, force: true });
      },
    };
  }

  /** Fits and codes, and makes the dataset one of these codes; the ones before go. */
  async #code(
    dataset: Dataset,
    contents: Contents,
    { preparing, fitLength, job, stages }: { preparing: Preparing; fitLength: boolean; job: Work; stages: typeof codingStages },
  ): Promise<Dataset> {
    const { store, folders } = this.#context;
    const { process, prepared } = preparing;
    const watch = watchOf(job, 'Coding');
    collectGarbage('give back');
    const told = partOf(watch, stages.coding, stages.keeping).told;
    const [{ settings, facts, tags }, hash] = await Promise.all([
      process.finish({ parts: contents.parts, fitLength }, (done, total) => told?.(done, total)),
      itemsHash(contents, { signal: job.signal }),
    ]);
    const counted = tags === null ? {} : { classes: JSON.stringify(countedTags(dataset.classes, tags)) };
    const change = { preprocessing: JSON.stringify(settings), texts: JSON.stringify({ prepared, ...facts }), ...counted };
    const ready = await endImport(store, dataset, contents, hash, change);
    await preparing.keep();
    // It is ready now, whoever cancels.
    await keepDatasetFile(store.db, folders, dataset.id, partOf({ told: watch.told }, stages.keeping, 1));
    job.progress({ done: 1 });
    this.#steps.changed(ready);
    return ready;
  }

  #reader(path: string, shape: TextShape): TextReader {
    const { log } = this.#context;
    return new TextReader(path, shape, { onTrouble: (what, facts) => log.warn(what, facts) });
  }
}

/** The columns that are read, by name: what looks like them in this file may not do so in the next. Of a folder none. */
function namedColumns({ suggested }: TextLook, asked: TextOptions['columns']): TextOptions['columns'] {
  const named = (column: 'text' | 'label' | 'token' | 'tag') => asked[column] ?? suggested[column] ?? undefined;
  return { ...asked, text: named('text'), label: named('label'), token: named('token'), tag: named('tag') };
}

/** The columns that a dataset's texts and labels were read from. */
export async function importedColumns(db: Database, dataset: number): Promise<TextOptions['columns']> {
  const row = await datasetRow(db, dataset, 'with erased');
  return readJson(textOptions, row.options, `Dataset ${dataset}, options`).columns;
}

/** What an import was asked, without the classes of which the last try found too few texts. */
async function withoutSmallClasses(db: Database, { id, classes }: Dataset): Promise<TextOptions> {
  const options = readJson(textOptions, (await datasetRow(db, id)).options, `Dataset ${id}, options`);
  const counts = classes.map(() => 0);
  for (const { class: label, items } of await countItems(db, id)) counts[label] = (counts[label] ?? 0) + items;
  const small = classes.filter((_, label) => (counts[label] ?? 0) < leastOfClass).map(({ name }) => name);
  return { ...options, without: [...new Set([...options.without, ...small])] };
}

/** Names of tags with how often each comes in each part, in the order of `splitParts`. */
const countedTags = (names: readonly { name: string }[], counts: readonly number[][]): Dataset['classes'] =>
  names.map(({ name }, tag) => {
    const [train = 0, validation = 0, test = 0] = counts.map((part) => part[tag] ?? 0);
    return { name, items: train + validation + test, train, validation, test };
  });

/** Whether its rows are texts from beginning to end, or pieces of one. */
const wholeTexts = ({ pieces }: Pick<TextLook, 'pieces'>): boolean => pieces?.by !== 'paragraph';

/** Throws text-answers-other where a file cannot teach what is asked for, and classes-too-few where it lacks the label. */
function requireTaught(look: TextLook, answers: TextAnswers, label: string | null): void {
  const why = untaught(look, answers);
  if (why !== null) throw appError('text-answers-other', { file: look.path, got: tasks[answers].title, why });
  if (answers === 'class' && look.kind !== 'folder' && label === null) throw appError('classes-too-few', { got: 0, folder: look.path });
}

/** A process that fits and codes, and the folder below the dataset's that it writes. */
interface Preparing {
  process: PrepareProcess;
  prepared: string;
  /** Says that the dataset is now one of these codes; those before them go. */
  keep(): Promise<void>;
  /** Ends it and removes what it has written, unless it is kept. */
  drop(): Promise<void>;
}

/** How texts are split where nobody says otherwise; `given`: as their folders are. */
export const suggestedSplit = (given: boolean) => ({ train: 80, validation: 10, test: 10, seed: 7, given });

function nameOf(path: string): string {
  const name = basename(path, extname(path)).trim();
  return name === '' ? 'Texts' : name.slice(0, 120);
}
