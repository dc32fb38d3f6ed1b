import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import { AppError, appError } from '#app/errors.ts';
import { scanFolder } from '../importers/folder-scan.ts';
import { suggestSplit } from '../importers/scan-report.ts';
import type { JobHandle } from '../jobs.ts';
import { sampleSets } from '../samples/index.ts';
import { type ImageSample, type RowsSample, type SampleSet, sampleItems, type TextSample } from '../samples/sample-set.ts';
import { writeRows } from '../samples/write-rows.ts';
import { writeSample } from '../samples/write-sample.ts';
import { writeTexts } from '../samples/write-texts.ts';
import type { ServiceContext } from '../service-context.ts';
import { insertProject } from '../store/projects.ts';
import { Imports } from './datasets/imports.ts';
import { suggestedSplit } from './datasets/text-imports.ts';

type Samples = Pick<Implementation<Contract['projects']>, 'samples' | 'createFromSample'>;
type Work = Pick<JobHandle, 'signal' | 'progress'>;

/** Samples: data that is made here, imported like any other, with a model that suits it. */
export const samples = (context: ServiceContext): Samples => {
  const imports = new Imports(context);
  return {
    samples: () => ({
      samples: sampleSets.map((sample) => ({
        name: sample.name,
        title: sample.title,
        description: sample.description,
        kind: sample.kind,
        items: sampleItems(sample),
        classes: [...sample.classes],
      })),
    }),
    async createFromSample({ sample: name }) {
      const sample = sampleSets.find((each) => each.name === name);
      if (sample === undefined) throw appError('not-found', { what: 'sample', id: name });
      return {
        job: await context.jobs.start({ kind: 'sample', title: `Making ${sample.title}`, total: 2 * sampleItems(sample) }, (job) =>
          make(sample, job),
        ),
      };
    },
  };

  /** A project that is whole, or none. */
  async function make(sample: SampleSet, job: JobHandle) {
    const count = sampleItems(sample);
    const writing = progressOf(job, 2 * count, 0, 'Drawing');
    const source =
      sample.kind === 'images'
        ? await writeSample(sample, context.folders.samples, job.signal, writing)
        : sample.kind === 'texts'
          ? await writeTexts(sample, context.folders.samples)
          : await writeRows(sample, context.folders.samples, job.signal, writing);
    const now = Date.now();
    const project = await context.store.transaction((db) =>
      insertProject(db, { name: sample.title, sample: sample.name, createdAt: now, openedAt: now }),
    );
    try {
      const importing = (share: number) => progressOf(job, 2 * count, count, 'Importing')(Math.round(share * count));
      const work: Work = { signal: job.signal, progress: ({ done = 0, total }) => importing(done / Math.max(1, total ?? count)) };
      const dataset = await imported(sample, project, source, work);
      importing(1);
      const model = await context.call('models.create', { project, template: sample.template, dataset });
      if (!model.ok) throw new AppError(model.error);
      context.events.tell({ type: 'changed', what: 'projects', project, id: project });
      return { project, dataset, model: model.value.id };
    } catch (error) {
      await context.call('projects.erase', { project });
      throw error;
    }
  }

  function imported(sample: SampleSet, project: number, source: string, work: Work): Promise<number> {
    switch (sample.kind) {
      case 'images':
        return images(sample, project, source, work);
      case 'texts':
        return texts(sample, project, source, work);
      case 'tables':
      case 'series':
        return rows(sample, project, source, work);
    }
  }

  async function rows({ title: name, wish, settings = {} }: RowsSample, project: number, path: string, work: Work): Promise<number> {
    const { quantiles } = settings;
    const change = (suggested: ColumnsPreprocessing) =>
      suggested.kind === 'series' && quantiles !== undefined ? { ...suggested, quantiles: [...quantiles] } : suggested;
    const dataset = await imports.tables.create({ project, name, path, wish, change });
    await imports.tables.work(dataset, work);
    return dataset.id;
  }

  async function images({ title: name, preprocessing }: ImageSample, project: number, folder: string, work: Work): Promise<number> {
    const scan = await scanFolder(folder);
    const dataset = await imports.images.create(scan, { project, name, preprocessing, split: suggestSplit(scan), without: [] });
    await imports.images.work(dataset, scan, work);
    return dataset.id;
  }

  async function texts(sample: TextSample, project: number, file: string, work: Work): Promise<number> {
    const { title: name, preprocessing } = sample;
    const columns = sample.form === 'table' ? sample.columns : {};
    const options = { shape: {}, columns, without: [], fitLength: true };
    const dataset = await imports.texts.create({ project, name, source: file, preprocessing, split: suggestedSplit(false), options });
    await imports.texts.work(dataset, work);
    return dataset.id;
  }
};

/** Tells the job of one part of its work. */
const progressOf = (job: JobHandle, total: number, from: number, message: string) => (done: number) =>
  job.progress({ done: from + done, total, message });
