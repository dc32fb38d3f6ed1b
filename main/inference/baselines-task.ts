import { setImmediate } from 'node:timers/promises';
import { asTexts } from '#app/data/preprocessing.ts';
import { accuracyOf, confusionOf, largest, macroF1 } from '#app/runs/metrics.ts';
import { readFitted } from '#main/datasets/texts/codes-source.ts';
import { readRows, textsName, textsPerFile } from '#main/datasets/texts/text-files.ts';
import type { BaselinesTask, TaskResult, WorkerData } from '#main/training/protocol.ts';
import { bagOfWords } from './baselines/bag-of-words.ts';
import { characterTrigrams } from './baselines/character-trigrams.ts';
import { LogisticRegression } from './baselines/logistic-regression.ts';
import { featuresFor, learnedFrom, mostTerms, sampleOf, stepsFor } from './baselines/plan.ts';
import { RowsBuilder } from './baselines/rows.ts';
import { stepBaselines } from './baselines/step-baselines.ts';
import { TermNumbers } from './baselines/term-numbers.ts';
import type { TextBaseline } from './baselines/text-baseline.ts';
import { classBaselines } from './columns/class-baselines.ts';
import type { TaskContext } from './tasks.ts';

type Context = Pick<TaskContext, 'signal' | 'progress'>;
type Answer = Extract<TaskResult, { kind: 'baselines' }>;

const baselines: readonly TextBaseline[] = [bagOfWords, characterTrigrams];

/** Fits each baseline to the training part alone and judges the items asked about with it. */
export async function baselinesTask(task: BaselinesTask, context: Context): Promise<Answer> {
  const pause = async () => {
    await setImmediate(); // lets a cancel in
    context.signal.throwIfAborted();
  };
  if (task.data.preprocessing.kind !== 'texts') return { kind: 'baselines', baselines: await classBaselines(task, pause) };
  if (task.data.preprocessing.answers !== 'class') {
    const fitted = await readFitted(task.model.fitted ?? '');
    return { kind: 'baselines', baselines: await stepBaselines({ ...task, fitted, pause }) };
  }
  const judged: Answer['baselines'] = [];
  for (const baseline of baselines) {
    judged.push(await judgedBy(baseline, task, pause));
    context.progress(judged.length, baselines.length);
  }
  return { kind: 'baselines', baselines: judged };
}

async function judgedBy(
  { name, title, terms }: TextBaseline,
  { data, indices }: BaselinesTask,
  pause: () => Promise<void>,
): Promise<Answer['baselines'][number]> {
  const termsOf = terms(asTexts(data.preprocessing).language);
  const classes = data.classes.length;
  let sample = 0;
  for await (const text of textsOf(data, sampleOf(data.train), pause)) sample += termsOf(text, mostTerms).length;
  const learned = learnedFrom(data.train, sample / Math.max(1, sampleOf(data.train).length), classes);
  const numbers = new TermNumbers();
  const texts: Int32Array[] = [];
  for await (const text of textsOf(data, learned, pause)) texts.push(numbers.learn(termsOf(text, mostTerms)));
  const { features, of } = numbers.columns(featuresFor(classes));
  const training = new RowsBuilder();
  for (const text of texts) training.add(text.map((number) => of[number] ?? -1));
  const rows = training.rows();
  const labels = Int32Array.from(learned, (item) => data.labels[item] ?? 0);
  const steps = stepsFor(rows.columns.length, features, classes);
  const model = await LogisticRegression.fit({ rows, labels, classes, features }, { steps, pause });

  const predicted = new Int32Array(indices.length);
  let place = 0;
  for await (const text of textsOf(data, indices, pause)) {
    const row = new RowsBuilder();
    row.add(numbers.find(termsOf(text, mostTerms)).map((number) => (number < 0 ? -1 : (of[number] ?? -1))));
    predicted[place] = largest(model.probabilities(row.rows()));
    place += 1;
  }
  const confusion = confusionOf(
    Array.from(indices, (item) => data.labels[item] ?? -1),
    predicted,
    classes,
  );
  const drawn = learned.length === data.train.length ? '' : ` (of ${learned.length} of the ${data.train.length} training texts)`;
  return { name, title: `${title}${drawn}`, accuracy: accuracyOf(confusion), macroF1: macroF1(confusion), perplexity: null };
}

/** Some of the texts, in the order asked for; one file of them is held at a time. */
async function* textsOf(data: WorkerData, items: Int32Array, pause: () => Promise<void>): AsyncGenerator<string> {
  let file = -1;
  let rows: Awaited<ReturnType<typeof readRows>> | null = null;
  for (const item of items) {
    const number = Math.floor(item / textsPerFile);
    if (rows === null || number !== file) {
      await pause();
      [file, rows] = [number, await readRows(data.folder, textsName(number))];
    }
    yield rows.row(item % textsPerFile).toString('utf8');
  }
}
