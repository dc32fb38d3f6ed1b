import { expect, it } from 'vitest';
import { withoutNewListeners } from '#main/engine/portable/process-listeners.ts';

it('takes away the listeners that the work added, and only those', async () => {
  const before = () => {};
  const added = () => {};
  process.on('uncaughtException', before);
  const value = await withoutNewListeners(async () => {
    process.on('uncaughtException', added);
    process.on('unhandledRejection', added);
    return 5;
  });
  expect(value).toBe(5);
  expect(process.listeners('uncaughtException')).toContain(before);
  expect(process.listeners('uncaughtException')).not.toContain(added);
  expect(process.listeners('unhandledRejection')).not.toContain(added);
  process.off('uncaughtException', before);
});

it('takes them away when the work fails, too', async () => {
  const added = () => {};
  const work = withoutNewListeners(async () => {
    process.on('unhandledRejection', added);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(process.listeners('unhandledRejection')).not.toContain(added);
});
