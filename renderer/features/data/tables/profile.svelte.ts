import type { Dataset } from '#app/contract/datasets.ts';
import type { TableProfile } from '#app/contract/profiles.ts';
import { client } from '#renderer/client.ts';
import { load, type Resource } from '#renderer/frame/load.svelte.ts';

/** How the columns of a dataset look; anew once its rows are prepared anew: another column may be learned then. */
export function loadProfile(dataset: () => Dataset): Resource<TableProfile> {
  const id = $derived(dataset().id);
  const prepared = $derived(dataset().table?.prepared);
  return load(() => {
    void prepared;
    return client.call('datasets.profile', { dataset: id });
  });
}
