import type { FittedText } from '#app/data/texts/fitted.ts';
import { tokenPlaces } from '#app/data/texts/pad.ts';
import { unknownCode } from '#app/data/texts/special-tokens.ts';
import { type CodedWords, wordCoder } from '#app/data/texts/words-and-marks.ts';
import { largest } from '#app/runs/metrics.ts';
import { textInput } from '#main/datasets/texts/codes-source.ts';
import type { PredictTagsTask, TaskResult } from '#main/training/protocol.ts';
import { batchItems, type TaskContext } from './tasks.ts';

type Answer = Extract<TaskResult, { kind: 'predict-tags' }>['answers'][number];

/** Gives each word of each text its tag. */
export async function predictTagsTask(
  { model, texts }: PredictTagsTask,
  { shelf, signal, progress }: TaskContext,
): Promise<Extract<TaskResult, { kind: 'predict-tags' }>> {
  const { step, fitted } = await shelf.get(model);
  if (fitted === null) throw new Error('a model of texts has what was fitted to them');
  const { length } = fitted.settings;
  const classes = model.classes.length;
  const { shape, make, write } = textInput(fitted);
  const size = shape.reduce((product, each) => product * each, 1);
  const wordsOf = wordCoder(fitted);
  const atOnce = batchItems(length * classes);
  const answers: Answer[] = [];
  for (let at = 0; at < texts.length; at += atOnce) {
    signal.throwIfAborted();
    const start = performance.now();
    const chosen = texts.slice(at, at + atOnce).map(wordsOf);
    const inputs = make(chosen.length * size);
    for (const [place, { codes }] of chosen.entries()) write(codes, inputs, place * size);
    const unknown = new Int32Array(chosen.length * length);
    const { outputs: probabilities } = await step.evaluate({ inputs, shape: [chosen.length, ...shape], answers: unknown });
    const milliseconds = (performance.now() - start) / chosen.length;
    for (const [place, words] of chosen.entries()) {
      const own = probabilities.subarray(place * length * classes, (place + 1) * length * classes);
      answers.push({ ...tagged(words, own, fitted, classes), milliseconds });
    }
    progress(answers.length, texts.length);
  }
  return { kind: 'predict-tags', answers };
}

/** Probabilities are [timesteps, classes]. Words that do not fit the timesteps have no tag. */
function tagged(
  { words, codes }: CodedWords,
  probabilities: Float32Array,
  { settings }: FittedText,
  classes: number,
): Omit<Answer, 'milliseconds'> {
  const tokens = [...tokenPlaces(words.length, settings).entries()].flatMap(([step, number]) => {
    if (number === 0) return [];
    const own = probabilities.subarray(step * classes, (step + 1) * classes);
    const tag = largest(own);
    return { token: words[number - 1] ?? '', tag, probability: own[tag] ?? 0, known: codes[number - 1] !== unknownCode };
  });
  return { tokens, cut: words.length - tokens.length };
}
