import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import type { ImagePreprocessing } from '#app/data/images.ts';
import { AppError, appError } from '#app/errors.ts';
import { scanFolder } from '../importers/folder-scan.ts';
import { suggestSplit } from '../importers/scan-report.ts';
import type { JobHandle } from '../jobs.ts';
import type { SampleSet } from '../samples/sample-set.ts';
import { shapes } from '../samples/shapes.ts';
import { stripes } from '../samples/stripes.ts';
import { writeSample } from '../samples/write-sample.ts';
import type { ServiceContext } from '../service-context.ts';
import { insertProject } from '../store/projects.ts';
import { Imports } from './datasets/imports.ts';

type Samples = Pick<Implementation<Contract['projects']>, 'samples' | 'createFromSample'>;

const sets: readonly SampleSet[] = [shapes, stripes];
const count = (sample: SampleSet): number => sample.classes.length * sample.imagesPerClass;
/** Half of what is drawn: enough to see the form, and four times as fast. */
const preprocessing: ImagePreprocessing = { kind: 'images', width: 32, height: 32, channels: 'rgb', fit: 'stretch', background: 0 };
const template = 'small-cnn';

/** Samples: data that is drawn here, imported like any other, with a model that suits it. */
export const samples = (context: ServiceContext): Samples => {
  const imports = new Imports(context);
  return {
    samples: () => ({
      samples: sets.map((sample) => ({
        name: sample.name,
        title: sample.title,
        description: sample.description,
        items: count(sample),
        classes: [...sample.classes],
      })),
    }),
    async createFromSample({ sample: name }) {
      const sample = sets.find((each) => each.name === name);
      if (sample === undefined) throw appError('not-found', { what: 'sample', id: name });
      return {
        job: await context.jobs.start({ kind: 'sample', title: `Making ${sample.title}`, total: 2 * count(sample) }, (job) =>
          make(sample, job),
        ),
      };
    },
  };

  /** A project that is whole, or none. */
  async function make(sample: SampleSet, job: JobHandle) {
    const total = 2 * count(sample);
    const folder = await writeSample(sample, context.folders.samples, job.signal, (done) =>
      job.progress({ done, total, message: 'Drawing' }),
    );
    const now = Date.now();
    const project = await context.store.transaction((db) =>
      insertProject(db, { name: sample.title, sample: sample.name, createdAt: now, openedAt: now }),
    );
    try {
      const scan = await scanFolder(folder);
      const dataset = await imports.images.create(scan, {
        project,
        name: sample.title,
        preprocessing,
        split: suggestSplit(scan),
        without: [],
      });
      await imports.images.work(dataset, scan, {
        signal: job.signal,
        progress: ({ done = 0 }) => job.progress({ done: count(sample) + done, total, message: 'Importing' }),
      });
      const model = await context.call('models.create', { project, template, dataset: dataset.id });
      if (!model.ok) throw new AppError(model.error);
      context.events.tell({ type: 'changed', what: 'projects', project, id: project });
      return { project, dataset: dataset.id, model: model.value.id };
    } catch (error) {
      await context.call('projects.erase', { project });
      throw error;
    }
  }
};
