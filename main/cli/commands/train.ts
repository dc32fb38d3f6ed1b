import { basename } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import type { CallInput } from '#app/contract/index.ts';
import { blockContextOf } from '#app/data/block-context.ts';
import { judgedHeads } from '#app/data/tables/of-head.ts';
import { appError } from '#app/errors.ts';
import { templatesFor } from '#app/graph/templates/index.ts';
import { engineChoice, type GradientClipping, numberLoss, optimizerName } from '#app/runs/config.ts';
import type { CoreCommand, Given, Session } from '../command.ts';
import { readGraphFile } from '../graph-file.ts';
import { runOutcome } from '../run-outcome.ts';
import { choiceOf, positiveOf, textOf, wholeOf } from '../values.ts';
import { runEnded } from '../wait.ts';

/** Items a step where nobody says otherwise. */
const usualBatch = { images: 128, texts: 32, tables: 32, series: 32 } as const;

/** The dataset of a number or a name; of two with one name neither is guessed. */
async function findDataset(session: Session, asked: string): Promise<Dataset> {
  if (/^\d+$/.test(asked)) return session.call('datasets.get', { dataset: Number(asked) });
  const found = (await session.call('datasets.list', {})).datasets.filter(({ name }) => name === asked);
  const [only, second] = found;
  if (only === undefined) throw appError('not-found', { what: 'dataset', id: `"${asked}"` });
  if (second === undefined) return only;
  throw appError('usage-wrong', {
    problem: `${found.length} datasets are called "${asked}".`,
    usage: `its number: ${found.map(({ id }) => id).join(', ')}`,
  });
}

/** The model for a template's name or a file: one of the project that is the same already, else a new one. */
async function findModel(session: Session, dataset: Dataset, asked: string): Promise<number> {
  const isFile = /\.json$|[/\\]/i.test(asked);
  const graph = isFile ? await readGraphFile(asked) : await session.call('models.template', { name: asked, dataset: dataset.id });
  const name = isFile
    ? basename(asked)
        .replace(/\.json$/i, '')
        .slice(0, 120) || 'model'
    : asked;
  const { models } = await session.call('models.list', { project: dataset.project });
  const there = models.find((model) => model.name === name && JSON.stringify(model.graph) === JSON.stringify(graph));
  if (there !== undefined) return there.id;
  const origin = isFile ? { graph } : { template: asked, dataset: dataset.id };
  return (await session.call('models.create', { project: dataset.project, name, ...origin })).id;
}

/** The template to begin with on such data. Throws dataset-not-ready. */
function usualTemplate(dataset: Dataset): string {
  const context = blockContextOf(dataset);
  const [first] = context === null ? [] : templatesFor(context);
  if (first === undefined) throw appError('dataset-not-ready', { name: dataset.name, state: dataset.state });
  return first.name;
}

function clippingOf(given: Given): GradientClipping | undefined {
  const at = positiveOf(given, 'clip-norm');
  return at === undefined ? undefined : { by: 'global-norm', at };
}

/** Of a run's settings those that were given. */
function configOf(given: Given): NonNullable<CallInput<'runs.start'>['config']> {
  const chosen = {
    epochs: wholeOf(given, 'epochs', 1),
    batchSize: wholeOf(given, 'batch-size', 1),
    learningRate: positiveOf(given, 'learning-rate'),
    optimizer: choiceOf(given, 'optimizer', optimizerName.options),
    loss: choiceOf(given, 'loss', numberLoss.options),
    clipping: clippingOf(given),
    seed: wholeOf(given, 'seed', 0),
    engine: choiceOf(given, 'engine', engineChoice.options),
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}

export const train: CoreCommand = {
  name: 'train',
  takes:
    'DATASET [--model TEMPLATE|FILE.json] [--epochs N] [--batch-size N] [--learning-rate X] [--optimizer adam] [--loss mse] [--clip-norm X] [--seed S] [--engine auto|tensorflow|portable]',
  summary: 'train a model on a dataset',
  details: 'DATASET is its number or name. Every finished epoch is kept; Ctrl-C stops and says how to go on.',
  examples: [
    'unfold train 1 --model small-cnn --epochs 10',
    'unfold train reviews --model lstm-classifier',
    'unfold train flowers --model mine.json --optimizer sgd --learning-rate 0.01',
  ],
  options: {
    model: { value: 'TEMPLATE|FILE.json', help: 'what to train: "unfold models" lists the templates; otherwise the first for such data' },
    epochs: { value: 'N', help: 'how often all training items are seen' },
    'batch-size': { value: 'N', help: 'items a step' },
    'learning-rate': { value: 'X', help: 'how far a step goes' },
    optimizer: { value: optimizerName.options.join('|'), help: 'how a step goes' },
    loss: { value: numberLoss.options.join('|'), help: 'what is made small where the answers are numbers' },
    'clip-norm': { value: 'X', help: 'shortens the gradients of all weights together to this length' },
    seed: { value: 'S', help: 'of all that is drawn; the same seed trains the same' },
    engine: { value: engineChoice.options.join('|'), help: 'what computes' },
  },
  words: [1, 1],
  async run(session, [asked = ''], given) {
    const config = configOf(given);
    const dataset = await findDataset(session, asked);
    const model = textOf(given, 'model') ?? usualTemplate(dataset);
    // Unless one is asked for, a batch is no larger than the training part.
    config.batchSize ??= Math.max(1, Math.min(usualBatch[dataset.kind], dataset.parts.train));
    const started = await session.call('runs.start', { dataset: dataset.id, model: await findModel(session, dataset, model), config });
    return runOutcome(await runEnded(session, started), judgedHeads(dataset));
  },
};
