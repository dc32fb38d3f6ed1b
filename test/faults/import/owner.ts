import { openCore } from '#main/core.ts';

/** A process that owns a workspace and imports a folder; it says so when the first whole shard is kept, to be killed then. */
const [workspace = '', folder = ''] = process.argv.slice(2);
const core = await openCore({ workspace, version: '0.0.0-test', as: 'a test' });
const door = { door: 'terminal' } as const;
const preprocessing = { kind: 'images', width: 128, height: 128, channels: 'rgb', fit: 'stretch', background: 0 };
await core.call('datasets.importImages', { folder, preprocessing }, door);
for (;;) {
  const answer = await core.call('datasets.get', { dataset: 1 }, door);
  if (answer.ok && (answer.value as { items: number }).items > 0) break; // the door has checked it against the contract
  await new Promise((resolve) => setTimeout(resolve, 1));
}
console.log('kept');
