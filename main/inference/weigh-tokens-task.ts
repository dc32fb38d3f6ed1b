import { setImmediate } from 'node:timers/promises';
import { occluded, occlusions, weighedTokens } from '#app/data/texts/occlusion.ts';
import { placedTokens } from '#app/data/texts/placed-tokens.ts';
import { largest } from '#app/runs/metrics.ts';
import { textInput } from '#main/datasets/texts/codes-source.ts';
import type { TaskResult, WeighTokensTask } from '#main/training/protocol.ts';
import { batchItems, type TaskContext } from './tasks.ts';

/** Asks the model about a text as it is and with each of its tokens unknown: what the class loses by it is the token's weight. */
export async function weighTokensTask(
  { model, text, class: asked }: WeighTokensTask,
  { shelf, signal, progress }: TaskContext,
): Promise<Extract<TaskResult, { kind: 'weigh-tokens' }>> {
  const { step, fitted } = await shelf.get(model);
  if (fitted === null) throw new Error('a model of texts has what was fitted to them');
  const tokens = placedTokens(fitted, text);
  const codes = Int32Array.from(tokens, ({ code }) => code);
  const hidings = occlusions(tokens, fitted.settings.encoding);
  const { shape, make, write } = textInput(fitted);
  const size = shape.reduce((product, each) => product * each, 1);
  const atOnce = batchItems(size);
  const asIs = { hidden: [] };
  const questions = [asIs, ...hidings];
  const answers: Float32Array[] = [];
  for (let at = 0; at < questions.length; at += atOnce) {
    signal.throwIfAborted();
    const chosen = questions.slice(at, at + atOnce);
    const inputs = make(atOnce * size);
    // Every batch is filled up: a step is compiled for each size of one, and many recurrent steps take seconds to compile.
    for (let place = 0; place < atOnce; place += 1) write(occluded(codes, (chosen[place] ?? asIs).hidden), inputs, place * size);
    const { outputs: probabilities } = await step.evaluate({ inputs, shape: [atOnce, ...shape], answers: new Int32Array(atOnce) });
    const classes = model.classes.length;
    for (const place of chosen.keys()) answers.push(probabilities.slice(place * classes, (place + 1) * classes));
    progress(answers.length, questions.length);
    await setImmediate(); // lets a cancel in
  }
  const [whole = new Float32Array(model.classes.length), ...without] = answers;
  const explained = asked ?? largest(whole);
  const probability = whole[explained] ?? 0;
  const weights = without.map((answer) => probability - (answer[explained] ?? 0));
  return { kind: 'weigh-tokens', class: explained, probability, ...weighedTokens(text, tokens, hidings, weights) };
}
