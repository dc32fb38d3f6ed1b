import { textBatcher } from '#main/datasets/texts/text-batch.ts';
import type { PredictTextsTask, TaskResult } from '#main/training/protocol.ts';
import { BATCH_ITEMS, type TaskContext } from './tasks.ts';

/** Asks the model about texts, each coded as the training's were. */
export async function predictTextsTask(
  { model, texts }: PredictTextsTask,
  { shelf, signal, progress }: TaskContext,
): Promise<Extract<TaskResult, { kind: 'predict-texts' }>> {
  const { step, fitted } = await shelf.get(model);
  if (fitted === null) throw new Error('a model of texts has what was fitted to them');
  const batchOf = textBatcher(fitted);
  const answers: Extract<TaskResult, { kind: 'predict-texts' }>['answers'] = [];
  for (let at = 0; at < texts.length; at += BATCH_ITEMS) {
    signal.throwIfAborted();
    const start = performance.now();
    const chosen = texts.slice(at, at + BATCH_ITEMS);
    const { outputs: probabilities } = await step.evaluate({ ...batchOf(chosen), answers: new Int32Array(chosen.length) });
    const milliseconds = (performance.now() - start) / chosen.length;
    const classes = model.classes.length;
    for (const place of chosen.keys())
      answers.push({ probabilities: probabilities.slice(place * classes, (place + 1) * classes), milliseconds });
    progress(answers.length, texts.length);
  }
  return { kind: 'predict-texts', answers };
}
