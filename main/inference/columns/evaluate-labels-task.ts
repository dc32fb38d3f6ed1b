import { setImmediate } from 'node:timers/promises';
import { Feed } from '#main/training/feed.ts';
import { labelMajority } from '#main/training/label-majority.ts';
import type { JudgeLabelsTask, TaskResult } from '#main/training/protocol.ts';
import { BATCH_ITEMS, type TaskContext } from '../tasks.ts';
import { type LearnedColumns, openBeside } from './asked-columns.ts';

type Answer = Extract<TaskResult, { kind: 'evaluate-labels' }>;

/** How often a label was answered and how often it held. */
interface Count {
  held: number;
  answered: number;
  both: number;
}

/** Judges what a model says of labels, each by itself: it holds where its probability is above one half. */
export async function evaluateLabelsTask(task: JudgeLabelsTask, context: TaskContext): Promise<Answer> {
  const { indices } = task;
  const { step, columns: fitted } = await context.shelf.get(task.model);
  if (fitted === null) throw new Error('a model that answers with labels has what was fitted to its columns');
  const { opened, learned } = await openBeside(task.folder, task.learned, fitted);
  const { answers } = opened.source;
  if (answers === null) throw new Error('labels are answers');
  const names = fitted.answers;
  const counts = names.map((): Count => ({ held: 0, answered: 0, both: 0 }));
  let [right, known, loss] = [0, 0, 0];
  const feed = new Feed(opened.source, new Int32Array(0), { batchSize: BATCH_ITEMS, classWeights: null, augment: null });
  for (let place = 0; place < feed.batches(indices); place += 1) {
    context.signal.throwIfAborted();
    const batch = await feed.plain(indices, place);
    const answer = await step.evaluate(batch);
    loss += answer.loss * batch.shape[0];
    for (const [at, truth] of batch.answers.entries()) {
      const count = counts[at % names.length];
      if (Number.isNaN(truth) || count === undefined) continue;
      const [holds, said] = [truth > 0.5, (answer.outputs[at] ?? 0) > 0.5];
      if (holds) count.held += 1;
      if (said) count.answered += 1;
      if (holds && said) count.both += 1;
      if (holds === said) right += 1;
      known += 1;
    }
    context.progress(Math.min(indices.length, (place + 1) * BATCH_ITEMS), indices.length);
    await setImmediate(); // lets a cancel in
  }
  return {
    kind: 'evaluate-labels',
    loss: loss / indices.length,
    accuracy: known === 0 ? 0 : right / known,
    majority: await majorityOf(learned, { answers, items: indices }),
    perClass: names.map((name, label) => scoreOf(name, counts[label] ?? { held: 0, answered: 0, both: 0 })),
  };
}

async function majorityOf(learned: LearnedColumns | null, judged: Parameters<typeof labelMajority>[1]): Promise<number | null> {
  const answers = learned?.opened.source.answers ?? null;
  return learned === null || answers === null ? null : labelMajority({ answers, items: learned.train }, judged);
}

/** Precision, recall and F1 are 0 where their denominator is 0. */
function scoreOf(name: string, { held, answered, both }: Count): Answer['perClass'][number] {
  const share = (of: number, all: number) => (all === 0 ? 0 : of / all);
  return { name, items: held, precision: share(both, answered), recall: share(both, held), f1: share(2 * both, held + answered) };
}
