import type { Settings } from '#app/contract/system.ts';
import { client } from '#renderer/client.ts';
import { saving } from '#renderer/frame/saving.svelte.ts';
import { session } from '#renderer/frame/session.svelte.ts';

/** Keeps what was chosen; it shows at once, and the task bar says whether it was kept. */
export async function saveSettings(change: Partial<Settings>): Promise<void> {
  const before = session.settings.value;
  if (before !== undefined) session.settings.set({ ...before, ...change });
  const result = await client.call('system.saveSettings', change);
  if (result.ok) {
    session.settings.set(result.value);
    saving.done();
  } else saving.failed(result.error, () => void saveSettings(change));
}
