import type { StepSettings, TrainableModel, TrainingStep } from '../../engine.ts';
import type { Memory } from '../wasm/web-assembly.ts';
import { judgingNeed, trainingNeed } from './need.ts';
import { requireRoom } from './room.ts';

/** A step that refuses a batch which cannot fit, with memory-short, before it begins on it: a full heap would end the process. */
export function guarded(step: TrainingStep, { logits }: TrainableModel, { optimizer }: StepSettings, memory: Memory): TrainingStep {
  let largestTrained = 0;
  let largestJudged = 0;
  return {
    async train(batch, number, learningRate, wants) {
      const [items] = batch.shape;
      // What fitted once is not asked again: by then the heap has grown to it.
      if (items > largestTrained) requireRoom(memory, trainingNeed(logits, items, optimizer));
      const metrics = await step.train(batch, number, learningRate, wants);
      largestTrained = Math.max(largestTrained, items);
      return metrics;
    },
    async evaluate(batch) {
      const [items] = batch.shape;
      if (items > largestJudged) requireRoom(memory, judgingNeed(logits, items));
      const judged = await step.evaluate(batch);
      largestJudged = Math.max(largestJudged, items);
      return judged;
    },
    state: () => step.state(),
    restore: (state) => step.restore(state),
    dispose: () => step.dispose(),
  };
}
