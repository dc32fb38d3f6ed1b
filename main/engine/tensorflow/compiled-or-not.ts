import { AppError } from '#app/errors.ts';
import type { Batch, TrainingStep } from '../engine.ts';

/**
 * A compiled step; where a model turns out not to be one that can be compiled, an uncompiled one takes over with the state
 * so far, and `note` says why. Throws what `compiled` throws when it prepares.
 */
export async function compiledOrNot(compiled: () => Promise<TrainingStep>, uncompiled: () => Promise<TrainingStep>): Promise<TrainingStep> {
  let step = await compiled();
  let why: string | null = null;
  const sure = new Set<'train' | 'evaluate'>();

  async function use<T>(way: 'train' | 'evaluate', batch: Batch, work: (step: TrainingStep, batch: Batch) => Promise<T>): Promise<T> {
    if (why !== null || sure.has(way)) return work(step, batch);
    const same = { ...batch, inputs: batch.inputs.slice(), answers: batch.answers.slice() }; // the loop may fill its own again meanwhile
    try {
      const result = await work(step, batch);
      sure.add(way);
      return result;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not-compiled') throw error;
      const other = await uncompiled();
      try {
        await other.restore(await step.state());
        const result = await work(other, same);
        step.dispose();
        step = other;
        why = `${error.message} ${error.remedy}`;
        return result;
      } catch (refusal) {
        other.dispose(); // the batch is what does not fit: the compiled step is as it was
        throw refusal;
      }
    }
  }

  return {
    train: (batch, number, rate, wants) => use('train', batch, (at, same) => at.train(same, number, rate, wants)),
    evaluate: (batch) => use('evaluate', batch, (at, same) => at.evaluate(same)),
    state: () => step.state(),
    restore: (state) => step.restore(state),
    note: () => why,
    dispose: () => step.dispose(),
  };
}
