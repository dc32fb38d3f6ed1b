import { join, resolve } from 'node:path';
import type { Implementation } from '#app/contract/channel.ts';
import type { Dataset } from '#app/contract/datasets.ts';
import type { Contract } from '#app/contract/index.ts';
import { answersOf } from '#app/data/preprocessing.ts';
import { explainTagged, explainText } from '#app/data/texts/explain.ts';
import { readableRow, tokensOfRow } from '#app/data/texts/given-tokens.ts';
import { appError } from '#app/errors.ts';
import { realSignal } from '../cancellation.ts';
import { tableRows } from '../datasets/columns/table-rows.ts';
import { readContents } from '../datasets/read-contents.ts';
import { refreshSummary } from '../datasets/summary.ts';
import { readFitted } from '../datasets/texts/codes-source.ts';
import { readTags, readTexts } from '../datasets/texts/text-files.ts';
import { scanFolder } from '../importers/folder-scan.ts';
import { drawParts } from '../importers/import-end.ts';
import { reportScan } from '../importers/scan-report.ts';
import { countedDataset } from '../inference/learned-dataset.ts';
import type { ServiceContext } from '../service-context.ts';
import { changeDataset, datasetById, datasetRow, listDatasets, toDataset } from '../store/datasets.ts';
import { itemCount, joinDuplicates, listDuplicates, listItems, relabelItems } from '../store/items.ts';
import { keepDatasetFile } from '../store/rebuild/dataset-file.ts';
import { runById } from '../store/runs.ts';
import { listSkipped } from '../store/skipped.ts';
import type { Database } from '../store/store.ts';
import { Imports } from './datasets/imports.ts';
import { TableProfiles } from './datasets/table-profiles.ts';

/** Datasets: looking at folders, importing them, and what is done with the items afterwards. */
export const datasets = (context: ServiceContext): Implementation<Contract['datasets']> => {
  const { store, folders, events } = context;
  const imports = new Imports(context);
  const profiles = new TableProfiles(context);

  const told = (dataset: Dataset) => {
    events.tell({ type: 'changed', what: 'datasets', project: dataset.project, id: dataset.id });
    return dataset;
  };
  const change = async (id: number, part: Parameters<typeof changeDataset>[2]) =>
    told(await store.transaction((db) => changeDataset(db, id, part)));
  /** Changes what a run would learn from: counted, hashed and kept beside the shards. */
  const changeItems = async (
    id: number,
    work: (db: Database, dataset: Dataset) => Promise<Parameters<typeof changeDataset>[2] | undefined>,
  ) => {
    const changed = await store.transaction(async (db) => {
      const dataset = await datasetById(db, id);
      if (dataset.state !== 'ready') throw appError('dataset-not-ready', { name: dataset.name, state: dataset.state });
      return refreshSummary(db, id, await work(db, dataset));
    });
    await keepDatasetFile(store.db, folders, id);
    return told(changed);
  };

  /** The same, and which texts are trained on: their vocabulary is then found anew, from these alone. */
  const changeParts = async (id: number, work: Parameters<typeof changeItems>[1]) => {
    const changed = await changeItems(id, work);
    if (changed.preprocessing.kind !== 'texts') return changed;
    await imports.texts.prepare(changed, changed.preprocessing, 'parts');
    return datasetById(store.db, id);
  };
  const textDataset = async (id: number) => {
    const dataset = await datasetById(store.db, id);
    if (dataset.kind !== 'texts') throw appError('not-found', { what: 'dataset of texts', id });
    return dataset;
  };
  const readyTexts = async (id: number) => {
    const dataset = await textDataset(id);
    if (dataset.state !== 'ready') throw appError('dataset-not-ready', { name: dataset.name, state: dataset.state });
    return dataset;
  };

  const tableDataset = async (id: number) => {
    const dataset = await datasetById(store.db, id);
    if (dataset.kind !== 'tables' && dataset.kind !== 'series') throw appError('not-found', { what: 'table', id });
    return dataset;
  };
  const readyTable = async (id: number) => {
    const dataset = await tableDataset(id);
    if (dataset.state !== 'ready') throw appError('dataset-not-ready', { name: dataset.name, state: dataset.state });
    return dataset;
  };

  return {
    list: async ({ project }) => ({ datasets: await listDatasets(store.db, project) }),
    get: ({ dataset }) => datasetById(store.db, dataset),
    async ofRun({ run }) {
      const { dataset } = await runById(store.db, run);
      return countedDataset(context, run, toDataset(await datasetRow(store.db, dataset, 'with erased')));
    },
    scan: async ({ folder }) => reportScan(await scanFolder(resolve(folder))),
    importImages: (input, call) => imports.images.start(input, call),
    lookTexts: ({ path, shape, columns }, { signal }) => imports.texts.look(path, shape, columns, realSignal(signal)),
    importTexts: (input, { signal }) => imports.texts.start(input, { signal: realSignal(signal) }),
    lookTable: ({ path, shape, wish }, { signal }) => imports.tables.look(path, shape, wish, realSignal(signal)),
    importTable: (input, { signal }) => imports.tables.start(input, { signal: realSignal(signal) }),
    async prepareTable({ dataset: id, preprocessing }) {
      return { job: await imports.tables.prepare(await readyTable(id), { preprocessing }) };
    },
    async rows({ dataset: id, split, indices, offset, limit }) {
      return tableRows(folders.dataset(id), await tableDataset(id), { split, indices }, { offset, limit: indices?.length ?? limit });
    },
    profile: async ({ dataset: id }, { signal }) => profiles.profile(await tableDataset(id), realSignal(signal)),
    seriesLine: async ({ dataset: id, ...asked }, { signal }) => profiles.line(await tableDataset(id), asked, realSignal(signal)),
    seriesShape: async ({ dataset: id, ...asked }, { signal }) => profiles.shape(await tableDataset(id), asked, realSignal(signal)),
    async prepareTexts({ dataset: id, preprocessing, vectors }) {
      const dataset = await readyTexts(id);
      return { job: await imports.texts.prepare(dataset, preprocessing, 'settings', vectors == null ? vectors : resolve(vectors)) };
    },
    async texts({ dataset: id, indices, most }) {
      const dataset = await textDataset(id);
      const there = indices.filter((index) => index < dataset.items);
      const rows = await readTexts(folders.dataset(id), there);
      const texts = answersOf(dataset.preprocessing) === 'tags' ? rows.map(readableRow) : rows;
      return { texts: texts.map((text, place) => ({ index: there[place] ?? 0, text: text.slice(0, most), whole: text.length <= most })) };
    },
    async explainText({ dataset: id, text }) {
      const dataset = await readyTexts(id);
      const fitted = await readFitted(join(folders.dataset(id), dataset.texts?.prepared ?? ''));
      if ('given' in text) return { stages: explainText(fitted, text.given) };
      const [row = ''] = await readTexts(folders.dataset(id), [text.index]);
      if (fitted.settings.answers !== 'tags') return { stages: explainText(fitted, row) };
      const [tags = []] = await readTags(folders.dataset(id), [text.index]);
      return {
        stages: explainTagged(
          fitted,
          tokensOfRow(row),
          Array.from(tags, (tag) => dataset.classes[tag]?.name ?? ''),
        ),
      };
    },
    resumeImport: async ({ dataset, withoutSmall }) => ({ job: await imports.resume(dataset, withoutSmall) }),

    async items({ dataset, offset, limit, ...filter }) {
      await datasetById(store.db, dataset);
      return listItems(store.db, { dataset, ...filter }, { offset, limit });
    },
    async skipped({ dataset, ...page }) {
      await datasetById(store.db, dataset);
      return listSkipped(store.db, dataset, page);
    },
    async duplicates({ dataset, ...page }) {
      await datasetById(store.db, dataset);
      return listDuplicates(store.db, dataset, page);
    },

    relabel: ({ dataset, items, class: to }) =>
      changeItems(dataset, async (db, { classes, preprocessing }) => {
        if (to >= classes.length || answersOf(preprocessing) !== 'class') throw appError('not-found', { what: 'class', id: to });
        const there = await itemCount(db, dataset);
        const missing = items.find((index) => index >= there);
        if (missing !== undefined) throw appError('not-found', { what: 'item', id: missing });
        await relabelItems(db, dataset, items, to);
        return undefined;
      }),
    async resplit({ dataset, split }) {
      const { kind } = await datasetById(store.db, dataset);
      if (kind === 'tables' || kind === 'series') {
        await imports.tables.prepare(await readyTable(dataset), { split });
        return datasetById(store.db, dataset);
      }
      return changeParts(dataset, async (db) => {
        await drawParts(dataset, await readContents(db, dataset), split, { db, change: (work) => work(db) });
        return { split: JSON.stringify(split) };
      });
    },
    joinDuplicates: ({ dataset }) =>
      changeParts(dataset, async (db) => {
        await joinDuplicates(db, dataset);
        return undefined;
      }),

    rename: ({ dataset, name }) => change(dataset, { name }),
    async remove({ dataset }) {
      await imports.cancel(dataset);
      return change(dataset, { deletedAt: Date.now() });
    },
    restore: ({ dataset }) => change(dataset, { deletedAt: null }),
  };
};
