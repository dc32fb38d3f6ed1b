import type { Dataset } from '#app/contract/datasets.ts';
import { client } from '#renderer/client.ts';
import { hearChanges } from './hear-changes.svelte.ts';
import { load, type Resource } from './load.svelte.ts';

/**
 * The data of a run as it has learned from them, also those that lie in the Bin, kept true while the component lives; null where no run
 * is meant. `id` may be reactive: it is read anew only where it is another one, however often the object that it comes from is replaced.
 */
export function loadRunData(id: () => number | null): Resource<Dataset | null> {
  const now = $derived(id());
  const data = load<Dataset | null>(
    async () => {
      const asked = now;
      return asked === null ? { ok: true, value: null } : client.call('datasets.ofRun', { run: asked });
    },
    { keep: false },
  );
  hearChanges(['datasets'], data.reload);
  return data;
}
