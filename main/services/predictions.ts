import { basename, dirname, resolve } from 'node:path';
import type { Implementation } from '#app/contract/channel.ts';
import type { Dataset } from '#app/contract/datasets.ts';
import type { Contract } from '#app/contract/index.ts';
import type { Prediction, RowAnswer, RowPrediction } from '#app/contract/predictions.ts';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { fittedHeads, headView } from '#app/data/columns/fitted-heads.ts';
import { channelCount } from '#app/data/images.ts';
import { asImages } from '#app/data/preprocessing.ts';
import { type Ahead, requireAhead, stepsAtOnce } from '#app/data/series/ahead.ts';
import type { ColumnType } from '#app/data/tables/table-columns.ts';
import { createCoder } from '#app/data/texts/coder.ts';
import { explainText } from '#app/data/texts/explain.ts';
import { codeNames } from '#app/data/texts/step-names.ts';
import { writtenText } from '#app/data/texts/written.ts';
import { appError } from '#app/errors.ts';
import { realSignal } from '#main/cancellation.ts';
import { readFittedColumns } from '#main/datasets/columns/read-columns.ts';
import { readFitted } from '#main/datasets/texts/codes-source.ts';
import { givenColumns } from '#main/inference/columns/given-rows.ts';
import { columnsAnswered, predictFile } from '#main/inference/columns/predict-file.ts';
import { openRowsFile } from '#main/inference/columns/rows-file.ts';
import { forecastWindow } from '#main/inference/columns/window-forecast.ts';
import { inferenceHost } from '#main/inference/host.ts';
import { requireFolder } from '#main/inference/labelled-files.ts';
import { predictFolder } from '#main/inference/predict-folder.ts';
import { ranked } from '#main/inference/ranked.ts';
import { type ModelOfRun, modelOfRun, requireAnswers, requireKind, withModel } from '#main/inference/trained-model.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { itemOf } from '#main/store/run-sessions.ts';
import type { ImageAnswer, ImageToPredict } from '#main/training/protocol.ts';
import { workerData } from '#main/training/worker-data.ts';
import { readingOf } from './datasets/table-imports.ts';
import { readyDataset } from './run-requirements.ts';

/** Tokens that may come next, as many as are looked at. */
const mostCandidates = 20;
/** Classes that an error names at most. */
const shownClasses = 10;

/** Trained models asked about images and texts. */
export const predictions = (context: ServiceContext): Implementation<Contract['predictions']> => {
  const { store, jobs, folders } = context;
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
        requireAnswers(of, 'class');
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

    async rows({ run, rows }, { signal }) {
      return withModel(context, run, async (of) => {
        requireKind(of, 'tables');
        const fitted = await readFittedColumns(of.model.fitted ?? '');
        const given = givenColumns(fitted, typesOf(of.dataset), rows, dirname(of.dataset.source));
        const from = { ...given, data: folders.dataset(of.dataset.id) };
        const items = Int32Array.from(rows, (_, row) => row);
        const { answers, milliseconds } = await host.ask({ kind: 'predict-columns', model: of.model, from, items }, realSignal(signal));
        return { predictions: rows.map((_, row) => ({ ...rowAnswers(fitted, answers, row), milliseconds })) };
      });
    },

    async window({ run, ...asked }, { signal }) {
      return withModel(context, run, async (of) => {
        requireKind(of, 'series');
        const { id, table } = await readyDataset(context, of.dataset.id);
        const fitted = await readFittedColumns(of.model.fitted ?? '');
        const source = { model: of.model, fitted, folder: folders.dataset(id), interval: table?.series?.interval ?? null };
        return forecastWindow(host, source, asked, realSignal(signal));
      });
    },

    async file({ run, file, out, steps, hold }, { signal }) {
      const { run: of, dataset, model } = await modelOfRun(context, run);
      if (dataset.table === null) throw appError('data-other', { run: of.name, must: dataset.kind, got: 'rows' });
      const fitted = await readFittedColumns(model.fitted ?? '');
      const reading = { fitted, columns: dataset.table.columns, ...(await readingOf(store.db, dataset.id)) };
      const ahead = aheadOf(of.name, fitted, steps, hold);
      const rows = await openRowsFile(resolve(file), reading, { columns: columnsAnswered(fitted) }, realSignal(signal));
      const what = { kind: 'predict', title: `Predicting ${basename(file)}`, project: of.project, subject: run, total: 1 } as const;
      return {
        job: await jobs.start(what, (job) =>
          withModel(context, run, (newest) => predictFile(host, newest.model, rows, { out: resolve(out), ahead }, job)),
        ),
      };
    },

    async tags({ run, texts }, { signal }) {
      return withModel(context, run, async (of) => {
        requireAnswers(of, 'tags');
        const { answers } = await host.ask({ kind: 'predict-tags', model: of.model, texts }, realSignal(signal));
        const predictions = answers.map(({ tokens, ...answer }, place) => ({
          ...answer,
          text: texts[place] ?? '',
          tokens: tokens.map((token) => ({ ...token, tag: of.model.classes[token.tag] ?? '' })),
        }));
        return { predictions };
      });
    },

    async generate({ run, seedText, codes: begun, ...how }, { signal }) {
      return withModel(context, run, async (of) => {
        requireAnswers(of, 'next');
        const fitted = await readFitted(of.model.fitted ?? '');
        const seedCodes = [...createCoder(fitted).codes(seedText)];
        if (seedCodes.length === 0 && !fitted.settings.startEnd) throw appError('seed-text-empty', { run: of.run.name });
        const question = { kind: 'generate', model: of.model, codes: begun ?? seedCodes, ...how } as const;
        const { codes, next } = await host.ask(question, realSignal(signal));
        const textOf = writtenText(fitted);
        const names = codeNames(fitted);
        return {
          added: textOf(codes).slice(textOf(seedCodes).length),
          codes,
          next: ranked(names, next)
            .probabilities.slice(0, mostCandidates)
            .map(({ label: token, probability }) => ({ token, probability })),
        };
      });
    },

    async tokens({ run, text, class: name }, { signal }) {
      return withModel(context, run, async (of) => {
        requireAnswers(of, 'class');
        const chosen = name === undefined ? null : classOf(of, name);
        const answer = await host.ask({ kind: 'weigh-tokens', model: of.model, text, class: chosen }, realSignal(signal));
        const { probability, together, tokens } = answer;
        return { label: of.model.classes[answer.class] ?? '', probability, epoch: of.epoch, together, tokens };
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

/** How far series are forecast; null of a table. Throws data-other, targets-not-inputs, inputs-unknown-ahead. */
function aheadOf(run: string, { settings }: FittedColumns, steps: number | undefined, hold: boolean): Ahead | null {
  if (settings.kind !== 'series') {
    if (steps !== undefined || hold) throw appError('data-other', { run, must: settings.kind, got: 'steps of series' });
    return null;
  }
  const ahead = { steps: steps ?? stepsAtOnce(settings), hold };
  requireAhead(settings, ahead);
  return ahead;
}

/** What each column of a dataset was read as. */
const typesOf = ({ table }: Pick<Dataset, 'table'>): Map<string, ColumnType> =>
  new Map((table?.columns ?? []).map(({ name, type }) => [name, type]));

/** What is answered of a row, by head where there are several. */
function rowAnswers(fitted: FittedColumns, answers: Float64Array, row: number): Omit<RowPrediction, 'milliseconds'> {
  const width = fitted.answers.length;
  const own = answers.subarray(row * width, (row + 1) * width);
  const heads = fittedHeads(fitted).map(({ name, answers, outputs: { from, width } }) => ({
    name,
    answers,
    ...rowAnswer(headView(fitted, name), own.subarray(from, from + width)),
  }));
  if (heads.length > 0) return { label: null, probabilities: [], numbers: [], heads };
  return { ...rowAnswer(fitted, own), heads };
}

/** A class or labels with their probabilities, or numbers. */
function rowAnswer({ settings, answers: names }: FittedColumns, own: Float64Array): RowAnswer {
  if (settings.answers === 'numbers')
    return { label: null, probabilities: [], numbers: names.map((name, place) => ({ name, value: own[place] ?? Number.NaN })) };
  if (settings.answers === 'class') return { ...ranked(names, own), numbers: [] };
  return { label: null, probabilities: names.map((label, place) => ({ label, probability: own[place] ?? 0 })), numbers: [] };
}

/** The place of a class by its name; throws class-unknown. */
function classOf({ run, model }: ModelOfRun, name: string): number {
  const place = model.classes.indexOf(name);
  if (place >= 0) return place;
  const known = `${model.classes.slice(0, shownClasses).join(', ')}${model.classes.length > shownClasses ? ', …' : ''}`;
  throw appError('class-unknown', { run: run.name, known, got: name });
}
