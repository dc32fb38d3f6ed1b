import { openCore } from '#main/core.ts';

/** A process that imports a folder into a workspace and says what came of it. */
const [workspace = '', folder = ''] = process.argv.slice(2);
const core = await openCore({ workspace, version: '0.0.0-test', as: 'a test' });
const over = Promise.withResolvers<unknown>();
core.subscribe((event) => {
  if (event.type === 'job' && event.job.endedAt !== null) over.resolve(event.job.error);
});
const door = { door: 'terminal' } as const;
await core.call('datasets.importImages', { folder, preprocessing: { kind: 'images', width: 64, height: 64 } }, door);
const error = await over.promise;
const answer = await core.call('datasets.get', { dataset: 1 }, door);
await core.close();
if (!answer.ok || error !== null) throw new Error(JSON.stringify(error));
const { items, skipped } = answer.value as { items: number; skipped: number }; // the door has checked it against the contract
console.log(JSON.stringify({ items, skipped }));
