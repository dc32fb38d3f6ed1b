import { createCoder } from '#app/data/texts/coder.ts';
import { textInput } from '#main/datasets/texts/codes-source.ts';
import type { PredictTextsTask, TaskResult } from '#main/training/protocol.ts';
import { BATCH_ITEMS, type TaskContext } from './tasks.ts';

/** Asks the model about texts, each coded as the training's were. */
export async function predictTextsTask(
  { model, texts }: PredictTextsTask,
  { shelf, signal, progress }: TaskContext,
): Promise<Extract<TaskResult, { kind: 'predict-texts' }>> {
  const { step, fitted } = await shelf.get(model);
  if (fitted === null) throw new Error('a model of texts has what was fitted to them');
  const { shape, make, write } = textInput(fitted);
  const coder = createCoder(fitted);
  const size = shape.reduce((product, each) => product * each, 1);
  const answers: Extract<TaskResult, { kind: 'predict-texts' }>['answers'] = [];
  for (let at = 0; at < texts.length; at += BATCH_ITEMS) {
    signal.throwIfAborted();
    const start = performance.now();
    const chosen = texts.slice(at, at + BATCH_ITEMS);
    const inputs = make(chosen.length * size);
    for (const [place, text] of chosen.entries()) write(coder.codes(text), inputs, place * size);
    const labels = new Int32Array(chosen.length);
    const { probabilities } = await step.evaluate({ inputs, shape: [chosen.length, ...shape], labels });
    const milliseconds = (performance.now() - start) / chosen.length;
    const classes = model.classes.length;
    for (const place of chosen.keys())
      answers.push({ probabilities: probabilities.slice(place * classes, (place + 1) * classes), milliseconds });
    progress(answers.length, texts.length);
  }
  return { kind: 'predict-texts', answers };
}
