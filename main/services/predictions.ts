import { basename, resolve } from 'node:path';
import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import type { Prediction } from '#app/contract/predictions.ts';
import { channelCount } from '#app/data/images.ts';
import { asImages } from '#app/data/preprocessing.ts';
import { explainText } from '#app/data/texts/explain.ts';
import { appError } from '#app/errors.ts';
import { largest } from '#app/runs/metrics.ts';
import { realSignal } from '#main/cancellation.ts';
import { readFitted } from '#main/datasets/texts/codes-source.ts';
import { inferenceHost } from '#main/inference/host.ts';
import { requireFolder } from '#main/inference/labelled-files.ts';
import { predictFolder } from '#main/inference/predict-folder.ts';
import { type ModelOfRun, modelOfRun, requireKind, withModel } from '#main/inference/trained-model.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { itemOf } from '#main/store/run-sessions.ts';
import type { ImageAnswer, ImageToPredict } from '#main/training/protocol.ts';
import { workerData } from '#main/training/worker-data.ts';
import { readyDataset } from './run-requirements.ts';

/** Trained models asked about images. */
export const predictions = (context: ServiceContext): Implementation<Contract['predictions']> => {
  const { store, jobs } = context;
  const host = inferenceHost(context);

  /** What an image is called, and the class it has in the data. */
  async function nameOf(image: ImageToPredict, of: ModelOfRun): Promise<{ input: string; actual: string | null }> {
    if ('path' in image) return { input: image.path, actual: null };
    if ('bytes' in image) return { input: image.name, actual: null };
    const item = await itemOf(store.db, of.dataset.id, image.item);
    return { input: item.path, actual: of.model.classes[item.class] ?? null };
  }

  return {
    async texts({ run, texts }, { signal }) {
      return withModel(context, run, async (of) => {
        requireKind(of, 'texts');
        const fitted = await readFitted(of.model.fitted ?? '');
        const { answers } = await host.ask({ kind: 'predict-texts', model: of.model, texts }, realSignal(signal));
        return {
          predictions: answers.map(({ probabilities, milliseconds }, place) => {
            const text = texts[place] ?? '';
            return { text, ...ranked(of.model.classes, probabilities), stages: explainText(fitted, text), milliseconds };
          }),
        };
      });
    },

    async images({ run, images }, { signal }) {
      return withModel(context, run, async (of) => {
        requireKind(of, 'images');
        const names = await Promise.all(images.map((image) => nameOf(image, of)));
        const data = images.some((image) => 'item' in image) ? await workerData(context, await readyDataset(context, of.dataset.id)) : null;
        const { predictions: answers } = await host.ask({ kind: 'predict', model: of.model, data, images, seen: true }, realSignal(signal));
        return { predictions: answers.map((answer, place) => told(answer, names[place] ?? { input: '', actual: null }, of)) };
      });
    },

    async folder({ run, folder, out }) {
      const of = await modelOfRun(context, run);
      requireKind(of, 'images');
      await requireFolder(folder);
      const what = {
        kind: 'predict',
        title: `Predicting ${basename(folder)} with ${of.run.name}`,
        project: of.run.project,
        subject: run,
      } as const;
      const where = { folder: resolve(folder), out: resolve(out) };
      return { job: await jobs.start(what, (job) => withModel(context, run, ({ model }) => predictFolder(host, model, where, job))) };
    },
  };
};

/** Throws image-unreadable for an image without an answer. Labels come most likely first. */
function told(answer: ImageAnswer, { input, actual }: { input: string; actual: string | null }, { model }: ModelOfRun): Prediction {
  if ('reason' in answer) throw appError('image-unreadable', { file: input, reason: answer.reason });
  const { width, height, channels } = asImages(model.preprocessing);
  return {
    input,
    ...ranked(model.classes, answer.probabilities),
    seen: { width, height, channels: channelCount[channels], pixels: new Uint8Array(answer.seen) },
    actual,
    milliseconds: answer.milliseconds,
  };
}

/** The likeliest class, and all of them with it first. */
function ranked(classes: readonly string[], probabilities: Float32Array): Pick<Prediction, 'label' | 'probabilities'> {
  const all = classes.map((label, index) => ({ label, probability: probabilities[index] ?? 0 }));
  return { label: classes[largest(probabilities)] ?? '', probabilities: all.sort((a, b) => b.probability - a.probability) };
}
