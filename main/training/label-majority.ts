import type { NumberAnswers } from './feed.ts';
import { numberBlocks } from './number-blocks.ts';

/** Items and where their labels are. */
interface LabelledItems {
  answers: NumberAnswers;
  items: Int32Array;
}

/**
 * Share of the labels of the items that are judged which are right when each label is always answered as most of the training part
 * has it; null where none is known.
 */
export async function labelMajority(train: LabelledItems, judged: LabelledItems): Promise<number | null> {
  const { numbers } = train.answers;
  const leads = new Int32Array(numbers);
  for await (const block of numberBlocks(train.answers, train.items)) {
    for (const [place, holds] of block.entries()) {
      const label = place % numbers;
      if (!Number.isNaN(holds)) leads[label] = (leads[label] ?? 0) + (holds > 0.5 ? 1 : -1);
    }
  }
  let [right, count] = [0, 0];
  for await (const block of numberBlocks(judged.answers, judged.items)) {
    for (const [place, holds] of block.entries()) {
      if (Number.isNaN(holds)) continue;
      if (holds > 0.5 === (leads[place % numbers] ?? 0) > 0) right += 1;
      count += 1;
    }
  }
  return count === 0 ? null : right / count;
}
