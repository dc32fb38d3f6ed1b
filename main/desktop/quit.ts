import { app, type BrowserWindow, dialog } from 'electron';
import type { Core } from '../core.ts';
import type { Training } from './training.ts';

/**
 * Quitting: asks while training, then closes the core, which leaves a checkpoint of every run, and only then ends. The
 * system's own shutdown is not asked back.
 */
export function quitWithCare(core: Core, training: Training, window: () => BrowserWindow | null): void {
  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    window()?.hide();
    void core.close().finally(() => app.exit(0));
  };
  const asked = async () => {
    const question = training.quitQuestion;
    const on = window();
    if (question === null || on === null) return close();
    const { message, detail, quit, stay } = question;
    const { response } = await dialog.showMessageBox(on, {
      type: 'question',
      message,
      detail,
      buttons: [quit, stay],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    if (response === 0) close();
  };
  window()?.on('close', (event) => {
    event.preventDefault();
    if (!closing) void asked();
  });
  window()?.on('session-end', close);
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (!closing) void asked();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close);
}
