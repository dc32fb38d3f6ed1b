import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, type Session, screen } from 'electron';
import { isOurs, origin } from './address.ts';
import { permissionGranted } from './permissions.ts';
import { openingBounds, readWindowState, smallest, type WindowState } from './window-bounds.ts';

const stateFile = () => join(app.getPath('userData'), 'window.json');

function savedState(): WindowState | null {
  try {
    return readWindowState(readFileSync(stateFile(), 'utf8'));
  } catch {
    return null;
  }
}

function saveState(window: BrowserWindow): void {
  const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  try {
    writeFileSync(stateFile(), JSON.stringify(state));
  } catch {
    // Where the window stood is not worth a word.
  }
}

/** Denies everything a page could ask of the machine, but the camera for ours. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(permissionGranted({ permission, from: details.requestingUrl, top: details.isMainFrame, media }));
  });
  session.setPermissionCheckHandler((_contents, permission, from, { isMainFrame, mediaType }) =>
    permissionGranted({ permission, from, top: isMainFrame, media: mediaType === undefined ? [] : [mediaType] }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}

/** Keeps every page of this program on our own address, without windows and pages inside it. */
export function denyNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-frame-navigate', (details) => {
      if (!details.isMainFrame || !isOurs(details.url)) details.preventDefault();
    });
    contents.on('will-redirect', (details) => details.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** Opens the one window, where it was left. */
export function openWindow(session: Session, preload: string): BrowserWindow {
  const state = savedState();
  const window = new BrowserWindow({
    ...openingBounds(
      state,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Unfold',
    webPreferences: {
      session,
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (state?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => saveState(window));
  void window.loadURL(`${origin}/`);
  return window;
}
