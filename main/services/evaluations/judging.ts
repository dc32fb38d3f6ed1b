import type { Evaluation, NumberEvaluation } from '#app/contract/evaluations.ts';
import { countClasses } from '#app/data/class-count.ts';
import { type Answers, answersOf } from '#app/data/preprocessing.ts';
import { classScores } from '#app/runs/metrics.ts';
import { placeName } from '#main/importers/texts/text-writer.ts';
import type { InferenceHost } from '#main/inference/host.ts';
import { inferenceHost } from '#main/inference/host.ts';
import { Judged, type JudgedRow } from '#main/inference/judged.ts';
import { textBaselines } from '#main/inference/text-baselines.ts';
import type { ModelOfRun } from '#main/inference/trained-model.ts';
import type { JobHandle } from '#main/jobs.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { evaluationById, insertEvaluation } from '#main/store/evaluations.ts';
import { itemPaths } from '#main/store/run-sessions.ts';
import { type Skipped, SkippedList } from '#main/store/skipped.ts';
import type { Store } from '#main/store/store.ts';
import type { Judgement, JudgeTask, WorkerData } from '#main/training/protocol.ts';
import { type Ground, mostKept } from './grounds.ts';

/** A ground, and at how many rolling origins of it; null: everywhere. */
type Asked = Ground & { origins: number | null };
type ItemsOfData = Extract<JudgeTask['items'], { indices: unknown }>;

/** Judges models on grounds, each in a job, and keeps what came out. */
export class EvaluationJudge {
  readonly #context: ServiceContext;
  readonly #store: Store;
  readonly #host: InferenceHost;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#store = context.store;
    this.#host = inferenceHost(context);
  }

  async judge(of: ModelOfRun, ground: Asked, job: JobHandle): Promise<Evaluation> {
    try {
      const id = await this.#judged(of, ground, answersOf(of.dataset.preprocessing), job);
      this.#context.events.tell({ type: 'changed', what: 'evaluations', project: of.run.project, id });
      return await evaluationById(this.#store.db, id);
    } finally {
      await ground.close?.();
    }
  }

  #judged(of: ModelOfRun, ground: Asked, answers: Answers, job: JobHandle): Promise<number> {
    switch (answers) {
      case 'class':
        return this.#items(of, ground, job);
      case 'tags':
      case 'next':
        return this.#steps(of, ground, answers, job);
      case 'numbers':
      case 'labels':
        return this.#columns(of, ground, answers, job);
      case 'several':
        return Promise.reject(new TypeError('several heads are judged one by one'));
    }
  }

  /** Numbers or labels. */
  async #columns(of: ModelOfRun, ground: Asked, answers: 'numbers' | 'labels', job: JobHandle): Promise<number> {
    const { data, indices, skipped, lines } = await wholeGround(ground, job);
    const told = (done: number, total: number) => job.progress({ done, total });
    const { learned } = ground;
    const question = {
      model: of.model,
      folder: data.folder,
      indices,
      learned: learned && { folder: learned.folder, train: learned.train },
    };
    const about = {
      ...aboutGround(of, ground),
      answers,
      items: indices.length,
      rocAuc: null,
      confusion: '[]',
      skipped: JSON.stringify(skipped),
      baselines: null,
      baselinesKey: null,
    };
    if (answers === 'labels') {
      const { kind: _, perClass, majority, ...figures } = await this.#host.ask({ kind: 'evaluate-labels', ...question }, job.signal, told);
      const evaluation = { ...about, ...figures, majority: majority ?? unknownMajority, perClass: JSON.stringify(perClass) };
      return this.#store.transaction((db) => insertEvaluation(db, evaluation, []));
    }
    const { origins } = ground;
    const answer = await this.#host.ask({ kind: 'evaluate-numbers', ...question, origins }, job.signal, told);
    const { items, loss, score, numbers } = answer;
    const kept = { items, loss, accuracy: 0, majority: 0, perClass: '[]' };
    const figures = { score, numbers: lines === null ? numbers : withLines(numbers, lines, windowOf(data)) };
    return this.#store.transaction((db) => insertEvaluation(db, { ...about, ...kept, numbers: JSON.stringify(figures) }, []));
  }

  /** One class each. */
  async #items(of: ModelOfRun, ground: Ground, job: JobHandle): Promise<number> {
    const inStore = ground.folder === null && of.dataset.table === null;
    const paths = inStore ? await itemPaths(this.#store.db, of.dataset.id) : new Map<number, string>();
    // Rows of a table are no items of the store's.
    const pathOf = (index: number) => (of.dataset.table === null ? (paths.get(index) ?? '') : `row ${index + 1}`);
    const counted = new Judged(learnedClasses(of, ground));
    const skipped = new SkippedList(mostKept);
    const rows: JudgedRow[] = [];
    let last: JudgeTask['items'] | null = null;
    for await (const { items, skipped: before, whole, lines } of ground.pieces(job)) {
      last = items;
      skipped.add(before);
      const answer = await this.#host.ask({ kind: 'evaluate', model: of.model, items }, job.signal, (done, total) => {
        if (whole) job.progress({ done, total });
      });
      skipped.add(answer.skipped);
      const judged =
        lines === null || !('data' in items) ? answer : { ...answer, items: atLines(answer.items, lines, windowOf(items.data)) };
      rows.push(...counted.add(judged, pathOf).slice(0, ground.mostKept - rows.length));
    }
    const { perClass, confusion, ...figures } = counted.figures();
    const beside = last === null ? null : await this.#besides(of, ground, last, confusion, job);
    const evaluation = {
      ...aboutGround(of, ground),
      answers: 'class' as const,
      ...figures,
      majority: counted.knowsMost ? figures.majority : unknownMajority,
      baselines: beside === null ? null : JSON.stringify(beside.baselines),
      baselinesKey: beside?.key ?? null,
      perClass: JSON.stringify(perClass),
      confusion: JSON.stringify(confusion),
      skipped: JSON.stringify(skipped.all()),
    };
    return this.#store.transaction((db) => insertEvaluation(db, evaluation, rows));
  }

  /** Only a part of the data is judged at each step. */
  async #steps(of: ModelOfRun, ground: Ground, answers: 'tags' | 'next', job: JobHandle): Promise<number> {
    const { data, indices } = await wholeGround(ground, job);
    const told = (done: number, total: number) => job.progress({ done, total });
    const question = { kind: 'evaluate-steps', model: of.model, data, indices } as const;
    const { kind: _, confusion, worst, ...answer } = await this.#host.ask(question, job.signal, told);
    job.progress({ message: 'Fitting baselines' });
    const asked = { of, data, indices, confusion: null, file: null };
    const { key, baselines } = await textBaselines(this.#store.db, this.#host, asked, job.signal);
    const paths = await itemPaths(this.#store.db, of.dataset.id);
    const evaluation = {
      ...aboutGround(of, ground),
      ...answer,
      answers,
      items: indices.length,
      majority: baselines.find(({ name }) => name === 'majority')?.accuracy ?? 0,
      rocAuc: null,
      baselines: JSON.stringify(baselines),
      baselinesKey: key,
      perClass: JSON.stringify(confusion === null ? [] : classScores(confusion, of.model.classes)),
      confusion: JSON.stringify(confusion ?? []),
      skipped: '[]',
    };
    const texts = worst.map(({ index, loss, steps }) => ({ index, path: paths.get(index) ?? '', loss, steps: JSON.stringify(steps) }));
    return this.#store.transaction((db) => insertEvaluation(db, evaluation, [], texts));
  }

  /** What plain ways of answering reach on the same items; null of images, of texts of a file, and where what they are fitted to is gone. */
  async #besides(of: ModelOfRun, { learned, folder }: Ground, items: JudgeTask['items'], confusion: number[][], job: JobHandle) {
    if (of.dataset.kind === 'images' || !('indices' in items) || learned === null) return null;
    job.progress({ message: 'Fitting baselines' });
    const file = folder === null ? null : { folder: items.data.folder, labels: items.data.labels };
    return textBaselines(this.#store.db, this.#host, { of, data: learned, indices: items.indices, confusion, file }, job.signal);
  }
}

/** In the store's row, where nobody knows what the training part had most of. */
const unknownMajority = -1;

/** The classes as the run learned them: of a table, which may be prepared otherwise by now, as they were in its own training part. */
const learnedClasses = ({ dataset, model }: ModelOfRun, { learned }: Ground): readonly { name: string; train: number }[] =>
  dataset.table === null || learned === null ? dataset.classes : countClasses(model.classes, learned, (item) => learned.labels[item] ?? -1);

/** What the store's row says of what was judged. */
const aboutGround = ({ run, epoch, dataset, model }: ModelOfRun, { part, folder }: Ground) => ({
  run: run.id,
  head: model.head,
  epoch,
  part,
  folder,
  steps: null,
  dataHash: folder === null ? dataset.hash : null,
  classes: JSON.stringify(model.classes),
  createdAt: Date.now(),
});

/** Items that are judged all at once. */
async function wholeGround({ pieces }: Ground, job: JobHandle): Promise<ItemsOfData & { skipped: Skipped[]; lines: Float64Array | null }> {
  for await (const { items, skipped, lines } of pieces(job)) if ('indices' in items) return { ...items, skipped, lines };
  throw new TypeError('such answers are judged on items of a dataset');
}

/** Rows from the first that goes in to the one that is answered. */
const windowOf = ({ preprocessing }: Pick<WorkerData, 'preprocessing'>): number =>
  preprocessing.kind === 'series' ? preprocessing.window : 0;

/** Rows of a file, which are no items of the data: the line at which stands what was answered. */
const atLines = (items: readonly Judgement[], lines: Float64Array, window: number): Judgement[] =>
  items.map(({ index, actual }) => ({ index: null, path: placeName(lines[(index ?? 0) + window] ?? 0), actual }));

const withLines = (numbers: NumberEvaluation, lines: Float64Array, window: number): NumberEvaluation => ({
  ...numbers,
  anomalies: numbers.anomalies.map((each) => ({ ...each, line: lines[each.row] ?? null })),
  points: numbers.points.map((each) => ({ ...each, line: lines[each.item + window] ?? null })),
});
