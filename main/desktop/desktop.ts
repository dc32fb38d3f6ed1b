import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, type BrowserWindow, dialog, Menu, session } from 'electron';
import log from 'electron-log/main';
import { AppError } from '#app/errors.ts';
import { version } from '../about.ts';
import { type Core, openCore } from '../core.ts';
import { readWindowFiles } from '../window-files.ts';
import { defaultWorkspace } from '../workspace.ts';
import { channels } from './channels.ts';
import { tellWindow } from './events-feed.ts';
import { answerWindow } from './ipc.ts';
import { menuTemplate } from './menu-template.ts';
import { showTraining } from './outside.ts';
import { registerScheme, serveScheme } from './own-protocol.ts';
import { quitWithCare } from './quit.ts';
import { lookForUpdates } from './updates.ts';
import { denyNavigation, denyPermissions, openWindow } from './window.ts';

let window: BrowserWindow | null = null;
const theWindow = () => window;

const workspace = (): string => {
  const { values } = parseArgs({ args: process.argv.slice(1), options: { workspace: { type: 'string' } }, strict: false });
  return typeof values.workspace === 'string' ? values.workspace : defaultWorkspace();
};

function showFirst(): void {
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

async function open(core: Core): Promise<void> {
  const ours = session.fromPartition('persist:unfold');
  denyPermissions(ours);
  serveScheme(ours, core, readWindowFiles());
  answerWindow(core, theWindow);
  tellWindow(core, theWindow);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(process.platform, (id) => window?.webContents.send(channels.command, id), !app.isPackaged)),
  );
  const training = await showTraining(core, theWindow);
  window = openWindow(ours, join(dirname(fileURLToPath(import.meta.url)), '..', 'preload', 'preload.cjs'));
  window.once('closed', () => {
    window = null;
  });
  quitWithCare(core, training, theWindow);
  lookForUpdates();
}

async function start(): Promise<void> {
  log.initialize({ preload: false });
  log.errorHandler.startCatching({ showDialog: false });
  await app.whenReady();
  const core = await openCore({ workspace: workspace(), version, as: 'the Unfold app' });
  try {
    await open(core);
  } catch (error) {
    await core.close();
    throw error;
  }
}

registerScheme();
denyNavigation();
app.enableSandbox();

if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.on('second-instance', showFirst);
  start().catch((error: unknown) => {
    log.error('Unfold could not be opened', error);
    const told =
      error instanceof AppError ? `${error.message}\n\n${error.remedy}` : 'Something went wrong while opening. The log says what.';
    dialog.showErrorBox('Unfold could not be opened', told);
    app.exit(1);
  });
}
