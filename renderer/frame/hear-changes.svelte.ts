import { client } from '#renderer/client.ts';

type Listed = 'projects' | 'datasets' | 'models' | 'runs' | 'evaluations' | 'exports' | 'settings' | 'engines';

/** Calls `reload` when the core says that one of these lists changed; while the component lives. */
export function hearChanges(lists: readonly Listed[], reload: () => Promise<void>): void {
  $effect(() =>
    client.subscribe((event) => {
      if (event.type === 'reset' || (event.type === 'changed' && lists.includes(event.what))) void reload();
    }),
  );
}
