import type { Dataset } from '#app/contract/datasets.ts';
import { client } from '#renderer/client.ts';
import { hearChanges } from './hear-changes.svelte.ts';
import { load, type Resource } from './load.svelte.ts';

/**
 * One dataset, also one that lies in the Bin, kept true while the component lives; null where none is meant. `id` may be
 * reactive: it is read anew only where it is another one, however often the object that it comes from is replaced.
 */
export function loadDataset(id: () => number | null): Resource<Dataset | null> {
  const now = $derived(id());
  const dataset = load<Dataset | null>(
    async () => {
      const asked = now;
      return asked === null ? { ok: true, value: null } : client.call('datasets.get', { dataset: asked });
    },
    { keep: false },
  );
  hearChanges(['datasets'], dataset.reload);
  return dataset;
}
