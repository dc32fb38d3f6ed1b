import type { Dataset } from '#app/contract/datasets.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { router } from '#renderer/frame/router.svelte.ts';
import { toasts } from '#renderer/frame/toasts.svelte.ts';

/** Moves a dataset to the Bin, with the way back; null, or why it stayed. */
export async function removeDataset(dataset: Dataset): Promise<ErrorData | null> {
  const gone = await client.call('datasets.remove', { dataset: dataset.id });
  if (!gone.ok) return gone.error;
  toasts.offerUndo(`“${dataset.name}” moved to the Bin`, async () => {
    const back = await client.call('datasets.restore', { dataset: dataset.id });
    if (back.ok) router.go({ view: 'data', path: [String(dataset.id)] });
  });
  router.go({ view: 'data' });
  return null;
}
