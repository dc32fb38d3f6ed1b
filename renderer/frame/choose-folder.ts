import { client } from '#renderer/client.ts';
import { frame } from './frame.svelte.ts';

/** Asks for a folder of the machine Unfold runs on, with the native dialog where there is one; null: cancelled. */
export function chooseFolder(title = 'Choose a folder', action = 'Choose this folder'): Promise<string | null> {
  return client.native === null ? frame.askFolder(title, action) : client.native.chooseFolder();
}
