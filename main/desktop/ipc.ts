import { basename } from 'node:path';
import { type BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import { appError } from '#app/errors.ts';
import type { Core } from '../core.ts';
import { channels } from './channels.ts';
import { asked } from './messages.ts';
import { senderRefusal } from './sender.ts';

/** Answers the window: calls of the contract and the system's dialogs. Who sends, and what, is checked here for all of them. */
export function answerWindow(core: Core, window: () => BrowserWindow | null): void {
  function answer<S extends z.ZodType>(
    channel: string,
    input: S,
    refused: (why: string) => unknown,
    work: (input: z.output<S>, on: BrowserWindow) => unknown,
  ): void {
    ipcMain.handle(channel, (event, ...given: unknown[]) => {
      const on = window();
      const why = senderRefusal(senderOf(event), on?.webContents.id ?? null);
      const parsed = input.safeParse(given);
      if (on === null || why !== null || !parsed.success) {
        core.log.warn('a message was refused', { channel, why: why ?? 'it does not fit' });
        return refused(why ?? 'the message does not fit');
      }
      return work(parsed.data, on);
    });
  }
  const nothing = () => null;
  /** Calls that may be given up, by the window's tickets; a window that was loaded anew counts from 1 again. */
  const asking = new Map<number, AbortController>();

  answer(
    channels.call,
    asked.call,
    (why) => ({ ok: false, error: appError('caller-refused', { why }).toJSON() }),
    async ([name, input, ticket]) => {
      if (ticket === undefined) return core.call(name, input, { door: 'desktop' });
      const control = new AbortController();
      asking.set(ticket, control);
      const answered = await core.call(name, input, { door: 'desktop', signal: control.signal });
      if (asking.get(ticket) === control) asking.delete(ticket);
      return answered;
    },
  );
  answer(channels.giveUp, asked.giveUp, nothing, ([ticket]) => asking.get(ticket)?.abort());
  answer(channels.chooseFolder, asked.chooseFolder, nothing, async (_, on) => {
    const { filePaths } = await dialog.showOpenDialog(on, { properties: ['openDirectory', 'createDirectory'] });
    return filePaths[0] ?? null;
  });
  answer(channels.chooseFile, asked.chooseFile, nothing, async ([filters], on) => {
    const { filePaths } = await dialog.showOpenDialog(on, { properties: ['openFile'], filters });
    return filePaths[0] ?? null;
  });
  answer(channels.saveAs, asked.saveAs, nothing, async ([name], on) => {
    const { canceled, filePath } = await dialog.showSaveDialog(on, {
      defaultPath: basename(name),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled ? null : filePath;
  });
}

function senderOf(event: IpcMainInvokeEvent): Parameters<typeof senderRefusal>[0] {
  const frame = event.senderFrame;
  return { contents: event.sender.id, url: frame?.url ?? null, top: frame !== null && frame.parent === null };
}
