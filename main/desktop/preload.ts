import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Event } from '#app/contract/events.ts';
import { origin } from './address.ts';
import { channels } from './channels.ts';

interface FileFilter {
  name: string;
  extensions: string[];
}

/** Hears a channel without handing the window Electron's event, which holds a way to everything. */
function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const hear = (_event: unknown, value: T) => listener(value);
  ipcRenderer.on(channel, hear);
  return () => ipcRenderer.off(channel, hear);
}

/** All that the window gets of Electron; what it asks is checked where it arrives. */
contextBridge.exposeInMainWorld(
  'unfold',
  Object.freeze({
    call: (name: string, input: unknown, ...ticket: number[]) => ipcRenderer.invoke(channels.call, name, input, ...ticket),
    giveUp: (ticket: number) => ipcRenderer.invoke(channels.giveUp, ticket),
    onEvent: (listener: (events: Event[]) => void) => listen(channels.events, listener),
    onCommand: (listener: (id: string) => void) => listen(channels.command, listener),
    chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder),
    chooseFile: (filters: FileFilter[] = []) => ipcRenderer.invoke(channels.chooseFile, filters),
    saveAs: (name: string) => ipcRenderer.invoke(channels.saveAs, name),
    pathOf: (file: File) => webUtils.getPathForFile(file),
    mediaBase: `${origin}/media/`,
    platform: process.platform,
  }),
);
