import { dataEndings } from '#app/data/endings.ts';
import { client } from '#renderer/client.ts';
import { frame } from './frame.svelte.ts';

/** Asks for a folder of the machine Unfold runs on, with the native dialog where there is one; null: cancelled. */
export function chooseFolder(title = 'Choose a folder', action = 'Choose this folder'): Promise<string | null> {
  return client.native === null ? frame.askFolder(title, action) : client.native.chooseFolder();
}

/** Asks for a file of texts, a table or a series of the machine Unfold runs on, likewise. */
export function chooseDataFile(title = 'Choose a file', action = 'Choose this file'): Promise<string | null> {
  if (client.native === null) return frame.askFolder(title, action, true);
  return client.native.chooseFile([{ name: 'Texts and tables', extensions: [...dataEndings] }]);
}
