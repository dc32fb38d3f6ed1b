import type { FittedHead } from '#app/data/columns/fitted-heads.ts';
import type { TrainingStep } from '../engine.ts';
import { columns } from './several.ts';

/** Where a head stands among all: of so many outputs and answers. */
export interface HeadPlace extends Pick<FittedHead, 'outputs' | 'answered'> {
  all: { outputs: number; answered: number };
}

/**
 * The step of a model with several heads as that of a model with one of them: it is asked with that head's answers (classes as −1 where
 * they are not known), and says what that head says, with its loss and figure. It can only be asked.
 */
export function headStep(step: Pick<TrainingStep, 'evaluate'>, { outputs, answered, all }: HeadPlace): Pick<TrainingStep, 'evaluate'> {
  return {
    async evaluate(batch) {
      const [size] = batch.shape;
      const answers = new Float32Array(size * all.answered).fill(Number.NaN);
      const unknown = batch.answers instanceof Int32Array ? -1 : Number.NaN;
      for (const [place, answer] of batch.answers.entries()) {
        const [row, column] = [Math.floor(place / answered.width), place % answered.width];
        if (answer !== unknown) answers[row * all.answered + answered.from + column] = answer;
      }
      const { heads: _, ...answer } = await step.evaluate({ ...batch, answers });
      const said = columns(answer.outputs, { size, width: all.outputs, from: outputs.from, own: outputs.width });
      return { ...answer, outputs: said };
    },
  };
}
