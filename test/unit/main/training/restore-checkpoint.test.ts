import { expect, it } from 'vitest';
import { StateMisfit } from '#main/engine/named-arrays.ts';
import { restoreCheckpoint } from '#main/training/checkpoint-file.ts';
import { drawnCheckpoint } from '#test/helpers/checkpoints.ts';

const failing = (error: Error) => ({ restore: () => Promise.reject(error) });

it('tells a checkpoint of another model as one that cannot be used, with its file and what does not fit', async () => {
  const restoring = restoreCheckpoint(
    failing(new StateMisfit('the weight dense/kernel is missing')),
    drawnCheckpoint(),
    '/w/5/epoch-00001.ckpt',
  );
  await expect(restoring).rejects.toMatchObject({
    code: 'checkpoint-damaged',
    message: expect.stringMatching(/5\/epoch-00001\.ckpt must be whole; .*dense\/kernel/),
  });
});

it('leaves every other error what it is: memory that runs out is a RangeError too', async () => {
  const error = new RangeError('Array buffer allocation failed');
  await expect(restoreCheckpoint(failing(error), drawnCheckpoint(), 'file')).rejects.toBe(error);
});
