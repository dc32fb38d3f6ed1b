import type { CallName } from '#app/contract/index.ts';
import type { Core } from '#main/core.ts';

/** Starts an import through the core's own door and waits for its end; rejects where it does not end well. */
export async function imported(
  core: Core,
  call: CallName & `datasets.import${string}`,
  input: object,
): Promise<{ dataset: number; items: number }> {
  const ended = Promise.withResolvers<{ items: number }>();
  const stop = core.subscribe((event) => {
    if (event.type !== 'job' || event.job.endedAt === null) return;
    if (event.job.state === 'done')
      ended.resolve(event.job.result as { items: number }); // an import's result is an ImportReport
    else ended.reject(new Error(`The import ended ${event.job.state}: ${event.job.error?.message ?? ''}`));
  });
  const started = await core.call(call, input, { door: 'terminal' });
  if (!started.ok) throw new Error(started.error.message);
  const { dataset } = started.value as { dataset: number }; // the door has checked it against the contract
  const { items } = await ended.promise;
  stop();
  return { dataset, items };
}
