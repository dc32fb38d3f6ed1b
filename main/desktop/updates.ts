import { app } from 'electron';
import log from 'electron-log/main';
import electronUpdater from 'electron-updater';

/** Looks for a newer release once a start, in installed apps only; what is found is installed when the app quits. */
export function lookForUpdates(): void {
  if (!app.isPackaged) return;
  // CommonJS: the updater for this system is made when the property is read.
  const { autoUpdater } = electronUpdater;
  autoUpdater.logger = log;
  autoUpdater.checkForUpdatesAndNotify().catch((error: unknown) => log.warn('looking for updates failed', error));
}
