import type { Baseline } from '#app/contract/evaluations.ts';
import { codeCount, type FittedText } from '#app/data/texts/fitted.ts';
import { accuracyOf, type Confusion, largest, macroF1 } from '#app/runs/metrics.ts';
import { openTexts } from '#main/datasets/texts/codes-source.ts';
import { Feed } from '#main/training/feed.ts';
import type { WorkerData } from '#main/training/protocol.ts';
import { NGrams } from './n-grams.ts';
import { learnedSteps } from './plan.ts';

/** A text's codes and the answers of its steps, [steps] each; −1 where a step has none. */
interface Row {
  codes: Int32Array;
  answers: Int32Array;
}

type RowsOf = (items: Int32Array) => AsyncGenerator<Row>;

const batchSize = 64;
/** Tokens before the one that is answered. */
const longestHistory = 2;

interface Asked {
  data: WorkerData;
  fitted: FittedText;
  indices: Int32Array;
  /** Lets a cancel in. */
  pause(): Promise<void>;
}

/** What plain ways of answering at each step reach on some texts: the most frequent tag of each word, or what follows what. */
export async function stepBaselines({ data, fitted, indices, pause }: Asked): Promise<Baseline[]> {
  const source = openTexts(data.folder, { ...fitted, settings: { ...fitted.settings, encoding: 'integer' } });
  const feed = new Feed(source, data.labels, { batchSize, classWeights: null, augment: null });
  async function* rowsOf(items: Int32Array): AsyncGenerator<Row> {
    for (let place = 0; place < feed.batches(items); place += 1) {
      await pause();
      const { inputs, answers, shape } = await feed.plain(items, place);
      const [size, steps = 0] = shape;
      for (let row = 0; row < size; row += 1) {
        const [from, to] = [row * steps, (row + 1) * steps];
        yield { codes: Int32Array.from(inputs.subarray(from, to)), answers: Int32Array.from(answers.subarray(from, to)) };
      }
    }
  }
  const learned = learnedSteps(data.train, fitted.settings.length);
  const drawn = learned.length === data.train.length ? '' : ` (of ${learned.length} of the ${data.train.length} training texts)`;
  const told =
    fitted.settings.answers === 'tags'
      ? await tags(rowsOf, learned, indices, data.classes.length)
      : await next(rowsOf, learned, indices, fitted);
  return told.map((baseline) => ({ ...baseline, title: `${baseline.title}${drawn}` }));
}

/** Always the most frequent tag, and for each word its most frequent one. */
async function tags(rowsOf: RowsOf, learned: Int32Array, judged: Int32Array, classes: number): Promise<Baseline[]> {
  const all = new Int32Array(classes);
  const ofWord = new Map<number, Int32Array>();
  for await (const { codes, answers } of rowsOf(learned)) {
    for (const [step, tag] of answers.entries()) {
      if (tag < 0) continue;
      const code = codes[step] ?? 0;
      const counts = ofWord.get(code) ?? new Int32Array(classes);
      ofWord.set(code, counts);
      counts[tag] = (counts[tag] ?? 0) + 1;
      all[tag] = (all[tag] ?? 0) + 1;
    }
  }
  const empty = (): Confusion => Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const [always, each] = [empty(), empty()];
  const add = (to: Confusion, tag: number, answer: number) => {
    const row = to[tag];
    if (row !== undefined) row[answer] = (row[answer] ?? 0) + 1;
  };
  for await (const { codes, answers } of rowsOf(judged)) {
    for (const [step, tag] of answers.entries()) {
      if (tag < 0) continue;
      add(always, tag, largest(all));
      add(each, tag, largest(ofWord.get(codes[step] ?? 0) ?? all));
    }
  }
  const told = (name: string, title: string, confusion: Confusion) => ({
    name,
    title,
    accuracy: accuracyOf(confusion),
    macroF1: macroF1(confusion),
    perplexity: null,
  });
  return [told('majority', 'Majority: always the most frequent tag', always), told('word-tag', 'The most frequent tag of each word', each)];
}

/** Always the most frequent token, and what most often follows the last one, and the last two. */
async function next(rowsOf: RowsOf, learned: Int32Array, judged: Int32Array, fitted: FittedText): Promise<Baseline[]> {
  const models = Array.from({ length: longestHistory + 1 }, (_, order) => new NGrams(codeCount(fitted), order));
  const eachStep = function* ({ codes, answers }: Row) {
    for (const [step, answer] of answers.entries()) {
      if (answer < 0) continue;
      const history = Array.from(codes.subarray(Math.max(0, step + 1 - longestHistory), step + 1)).filter((code) => code !== 0);
      yield { history, answer };
    }
  };
  for await (const row of rowsOf(learned)) {
    for (const { history, answer } of eachStep(row)) for (const model of models) model.learn(history, answer);
  }
  const sums = models.map(() => ({ loss: 0, right: 0, steps: 0 }));
  for await (const row of rowsOf(judged)) {
    for (const { history, answer } of eachStep(row)) {
      for (const [order, model] of models.entries()) {
        const sum = sums[order];
        if (sum === undefined) continue;
        sum.loss -= Math.log(model.probability(history, answer));
        sum.right += model.likeliest(history) === answer ? 1 : 0;
        sum.steps += 1;
      }
    }
  }
  const titles = ['Majority: always the most frequent token', 'What follows the last token', 'What follows the last two tokens'];
  return sums.map(({ loss, right, steps }, order) => ({
    name: order === 0 ? 'majority' : `${order + 1}-grams`,
    title: titles[order] ?? '',
    accuracy: right / Math.max(1, steps),
    macroF1: null,
    perplexity: Math.exp(loss / Math.max(1, steps)),
  }));
}
