import { app, type BrowserWindow, dialog } from 'electron';
import type { Core } from '../core.ts';
import type { Training } from './training.ts';

/** Asks while training; true where the user wants to quit. */
async function mayQuit(training: Training, window: BrowserWindow | null): Promise<boolean> {
  const question = training.quitQuestion;
  if (question === null || window === null) return true;
  const { message, detail, quit, stay } = question;
  const buttons = [quit, stay];
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    detail,
    buttons,
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/**
 * Quitting: asks while training, then closes the core, which leaves a checkpoint of every run, and only then ends. The
 * system's own shutdown is not asked back.
 */
export function quitWithCare(core: Core, training: Training, window: () => BrowserWindow | null): void {
  let state: 'open' | 'asking' | 'closing' = 'open';
  const close = () => {
    if (state === 'closing') return;
    state = 'closing';
    window()?.hide();
    void core.close().finally(() => app.exit(0));
  };
  const askFirst = async (event: { preventDefault(): void }) => {
    event.preventDefault();
    if (state !== 'open') return;
    state = 'asking';
    if (await mayQuit(training, window())) close();
    else state = 'open';
  };
  window()?.on('close', (event) => void askFirst(event));
  app.on('before-quit', (event) => void askFirst(event));
  window()?.on('session-end', close);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close);
}
