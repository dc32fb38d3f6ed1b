import { majorityBaseline } from '#app/runs/metrics.ts';
import type { StepAnswers } from '#main/datasets/texts/codes-source.ts';
import type { WorkerData } from './protocol.ts';

/** Items whose answers are held at a time. */
const most = 1024;

/**
 * Accuracy on the validation part of giving every step the answer that the steps of the training part have most of. `classes`: how
 * many answers there are.
 */
export async function stepMajority(
  answers: StepAnswers,
  { train, validation }: Pick<WorkerData, 'train' | 'validation'>,
  classes: number,
): Promise<number> {
  const { steps } = answers;
  const room = new Int32Array(most * steps);
  async function countsOf(items: Int32Array): Promise<Float64Array> {
    const counts = new Float64Array(classes);
    for (let start = 0; start < items.length; start += most) {
      const chosen = items.subarray(start, start + most);
      await answers.gather(chosen, room);
      for (const answer of room.subarray(0, chosen.length * steps)) if (answer >= 0) counts[answer] = (counts[answer] ?? 0) + 1;
    }
    return counts;
  }
  return majorityBaseline(await countsOf(train), await countsOf(validation));
}
