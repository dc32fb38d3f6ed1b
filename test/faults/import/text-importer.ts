import { openCore } from '#main/core.ts';

/**
 * A process that imports a table of reviews into a workspace through the product's own calls, cancels it once it has come as far
 * as the share it is given, and says what came of it: milliseconds between two words, and until the cancelled job had ended.
 */
const [workspace = '', path = '', cancelAt = ''] = process.argv.slice(2);
const core = await openCore({ workspace, version: '0.0.0-test', as: 'a test' });
const door = { door: 'terminal' } as const;
const over = Promise.withResolvers<{ state: string; error: unknown }>();
let silence = 0;
let told = performance.now();
let cancelled: Promise<number> | null = null;
core.subscribe((event) => {
  if (event.type !== 'job') return;
  const now = performance.now();
  silence = Math.max(silence, now - told);
  told = now;
  const { id, done, state, error, endedAt } = event.job;
  if (endedAt !== null) over.resolve({ state, error });
  else if (cancelAt !== '' && done >= Number(cancelAt)) cancelled ??= cancel(id);
});
const start = performance.now();
await core.call('datasets.importTexts', { path, columns: { text: 'review', label: 'sentiment' } }, door);
const { state, error } = await over.promise;
const seconds = (performance.now() - start) / 1000;
const answer = await core.call('datasets.get', { dataset: 1 }, door);
await core.close();
if (!answer.ok || error !== null) throw new Error(JSON.stringify(error));
const { items, skipped, state: left } = answer.value as { items: number; skipped: number; state: string }; // the door has checked it
console.log(JSON.stringify({ state, left, items, skipped, seconds, silence, cancelled: await cancelled }));

async function cancel(job: number): Promise<number> {
  const asked = performance.now();
  await core.call('jobs.cancel', { job }, door);
  return performance.now() - asked;
}
