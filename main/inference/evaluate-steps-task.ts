import { setImmediate } from 'node:timers/promises';
import { stepNames } from '#app/data/texts/step-names.ts';
import { accuracyOf, type Confusion, largest } from '#app/runs/metrics.ts';
import { readTexts } from '#main/datasets/texts/text-files.ts';
import type { Answers } from '#main/engine/engine.ts';
import { openOnDisk } from '#main/training/data-source.ts';
import { Feed } from '#main/training/feed.ts';
import { countedIn, MeanMetrics } from '#main/training/mean-metrics.ts';
import type { JudgeStepsTask, TaskResult } from '#main/training/protocol.ts';
import { batchItems, type TaskContext } from './tasks.ts';
import { WorstTexts } from './worst-texts.ts';

type Judged = Extract<TaskResult, { kind: 'evaluate-steps' }>;

/** A text's steps that count, one after another. */
interface RowSteps {
  /** Which of its steps each is. */
  at: number[];
  actual: number[];
  predicted: number[];
  /** Probability of the actual answer. */
  truth: number[];
}

/** Puts a dataset's texts through a model that answers at each step: figures over all steps that count, and the worst texts. */
export async function evaluateStepsTask(
  { model, data, indices }: JudgeStepsTask,
  { shelf, signal, progress }: TaskContext,
): Promise<Judged> {
  const { step, fitted } = await shelf.get(model);
  if (fitted === null) throw new Error('a model of texts has what was fitted to them');
  const { answers, length } = fitted.settings;
  const names = stepNames(fitted, model.classes);
  const classes = names.answers.length;
  const confusion: Confusion | null = answers === 'tags' ? names.answers.map(() => new Array<number>(classes).fill(0)) : null;
  const mean = new MeanMetrics('accuracy');
  const worst = new WorstTexts<RowSteps & { index: number }>();
  const counts = { steps: 0, right: 0 };
  const source = await openOnDisk(data, fitted);
  try {
    const feed = new Feed(source, data.labels, { batchSize: batchItems(length * classes), classWeights: null, augment: null });
    let done = 0;
    for (let place = 0; place < feed.batches(indices); place += 1) {
      signal.throwIfAborted();
      const batch = await feed.plain(indices, place);
      const { outputs: probabilities, ...metrics } = await step.evaluate(batch);
      mean.add(metrics, countedIn(batch));
      for (let row = 0; row < batch.shape[0]; row += 1) {
        const labels = batch.answers.subarray(row * length, (row + 1) * length);
        const judged = judgedSteps(labels, probabilities.subarray(row * length * classes, (row + 1) * length * classes), classes);
        count(judged, counts, confusion);
        worst.add({ index: indices[done + row] ?? 0, ...judged });
      }
      done += batch.shape[0];
      progress(done, indices.length);
      await setImmediate(); // lets a cancel in
    }
  } finally {
    await source.close();
  }
  const named = worst.all().map(async ({ index, loss, at, actual, predicted, truth }) => {
    const [text = ''] = await readTexts(data.folder, [index]);
    const tokens = names.tokens(text);
    const nameOf = (answer = -1) => names.answers[answer] ?? '';
    const steps = at.map((step, place) => ({
      token: tokens[step] ?? '',
      actual: nameOf(actual[place]),
      predicted: nameOf(predicted[place]),
      truth: truth[place] ?? 0,
    }));
    return { index, loss, steps };
  });
  const accuracy = confusion === null ? counts.right / Math.max(1, counts.steps) : accuracyOf(confusion);
  return { kind: 'evaluate-steps', loss: mean.value().loss, steps: counts.steps, accuracy, confusion, worst: await Promise.all(named) };
}

/** Labels [steps] and probabilities [steps, classes] of one text. */
function judgedSteps(labels: Answers, probabilities: Float32Array, classes: number): RowSteps {
  const judged: RowSteps = { at: [], actual: [], predicted: [], truth: [] };
  for (const [step, actual] of labels.entries()) {
    if (actual < 0) continue;
    const own = probabilities.subarray(step * classes, (step + 1) * classes);
    judged.at.push(step);
    judged.actual.push(actual);
    judged.predicted.push(largest(own));
    judged.truth.push(own[actual] ?? 0);
  }
  return judged;
}

function count({ actual, predicted }: RowSteps, counts: { steps: number; right: number }, confusion: Confusion | null): void {
  counts.steps += actual.length;
  for (const [place, truth] of actual.entries()) {
    const answer = predicted[place] ?? -1;
    if (answer === truth) counts.right += 1;
    const row = confusion?.[truth];
    if (row !== undefined) row[answer] = (row[answer] ?? 0) + 1;
  }
}
