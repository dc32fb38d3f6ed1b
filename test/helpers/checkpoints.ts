import type { Checkpoint } from '#main/training/checkpoint-format.ts';

/** A small checkpoint with weights and slots whose numbers follow from `seed`. */
export function drawnCheckpoint(seed = 1, epoch = 3): Checkpoint {
  const values = (count: number, from: number) => Float32Array.from({ length: count }, (_, place) => Math.sin(seed * 100 + from + place));
  return {
    run: 7,
    configuration: { hash: 'hash', parts: { seed: '7', engine: 'portable' } },
    progress: {
      epoch,
      step: epoch * 8,
      seed: 7,
      bestEpoch: Math.max(1, epoch - 1),
      bestLoss: 0.1 + 0.2,
      stopping: { least: 0.3, waited: 1 },
      train: { loss: 0.5, accuracy: 0.75, error: null },
      validation: { loss: 0.6, accuracy: 0.7, error: null },
    },
    weights: [
      { name: 'conv/kernel', shape: [3, 3, 1, 4], values: values(36, 0) },
      { name: 'conv/bias', shape: [4], values: values(4, 50) },
      { name: 'scalar', shape: [], values: values(1, 60) },
    ],
    slots: [{ name: 'conv/kernel/moment', shape: [3, 3, 1, 4], values: values(36, 70) }],
  };
}
