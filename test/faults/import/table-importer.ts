import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openCore } from '#main/core.ts';

/**
 * A process that imports a table into a workspace through the product's own calls, as it is wished (JSON), cancels it once it has come as far
 * as the share it is given, and says what came of it: milliseconds between two words, and until the cancelled job had ended.
 */
const [workspace = '', path = '', wish = '', cancelAt = ''] = process.argv.slice(2);
const core = await openCore({ workspace, version: '0.0.0-test', as: 'a test' });
const door = { door: 'terminal' } as const;
const over = Promise.withResolvers<{ state: string; error: unknown }>();
let silence = 0;
let silentAt = '';
let before = '';
let told = 0;
let stage = '';
let cancelled: Promise<number> | null = null;
core.subscribe((event) => {
  if (event.type !== 'job') return;
  const now = performance.now();
  const { id, done, state, error, endedAt, message } = event.job;
  if (now - (told || now) > silence) {
    silence = now - told;
    silentAt = `${before} → ${message} ${done}`;
  }
  before = `${message} ${done}`;
  told = now;
  if (endedAt !== null) over.resolve({ state, error });
  else if (cancelAt !== '' && done >= Number(cancelAt)) {
    stage ||= message;
    cancelled ??= cancel(id);
  }
});
const start = performance.now();
await core.call('datasets.importTable', { path, wish: JSON.parse(wish) }, door);
const { state, error } = await over.promise;
const seconds = (performance.now() - start) / 1000;
const answer = await core.call('datasets.get', { dataset: 1 }, door);
const leftBehind = existsSync(join(core.folders.dataset(1), 'in-order'));
await core.close();
if (!answer.ok || error !== null) throw new Error(JSON.stringify(error));
const { items, skipped, state: left } = answer.value as { items: number; skipped: number; state: string }; // the door has checked it
console.log(JSON.stringify({ state, left, items, skipped, seconds, silence, silentAt, stage, leftBehind, cancelled: await cancelled }));

async function cancel(job: number): Promise<number> {
  const asked = performance.now();
  await core.call('jobs.cancel', { job }, door);
  return performance.now() - asked;
}
