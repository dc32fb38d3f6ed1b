import { setImmediate } from 'node:timers/promises';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { paddingCode, startCode, unknownCode } from '#app/data/texts/special-tokens.ts';
import { promptInto } from '#app/data/texts/step-answers.ts';
import { sinceTheEnd } from '#app/data/texts/written.ts';
import { draws } from '#app/runs/random.ts';
import { sample } from '#app/runs/sampling.ts';
import { inputOf } from '#main/datasets/texts/codes-source.ts';
import type { TrainingStep } from '#main/engine/engine.ts';
import type { GenerateTask, TaskResult } from '#main/training/protocol.ts';
import type { TaskContext } from './tasks.ts';

/** Writes a text on, token by token; tells how likely each token would be after it. */
export async function generateTask(
  { model, codes: begun, length, sampling, seed }: GenerateTask,
  { shelf, signal, progress }: TaskContext,
): Promise<Extract<TaskResult, { kind: 'generate' }>> {
  const { step, fitted } = await shelf.get(model);
  if (fitted === null) throw new Error('a model of texts has what was fitted to them');
  const next = nextToken(step, fitted);
  const codes = [...begun];
  for (let written = 0; written < length; written += 1) {
    signal.throwIfAborted();
    // Drawn from (seed, place), so that it does not matter in how many pieces a text is written.
    codes.push(sample(await next(codes), sampling, (code) => mayBeWritten(code, fitted), draws(seed, codes.length).next()));
    progress(written + 1, length);
    await setImmediate(); // lets a cancel in
  }
  return { kind: 'generate', codes, next: await next(codes) };
}

/** What is there only for the network is never written; an end is, where texts have one. */
function mayBeWritten(code: number, { settings }: FittedText): boolean {
  if (code === paddingCode || code === unknownCode) return false;
  return !settings.startEnd || code !== startCode;
}

/** Makes what gives the probability of each code after some codes. */
function nextToken(step: Pick<TrainingStep, 'evaluate'>, fitted: FittedText): (codes: readonly number[]) => Promise<Float32Array> {
  const { settings } = fitted;
  let place = 0;
  const { shape, make, write } = inputOf(fitted, (codes, into, offset) => {
    place = promptInto(codes, settings, into, offset);
  });
  const inputs = make(shape.reduce((product, each) => product * each, 1));
  const answers = new Int32Array(settings.length);
  return async (codes) => {
    write(Int32Array.from(sinceTheEnd(codes, fitted)), inputs, 0);
    const { outputs: probabilities } = await step.evaluate({ inputs, shape: [1, ...shape], answers });
    const classes = probabilities.length / settings.length;
    return probabilities.slice(place * classes, (place + 1) * classes);
  };
}
