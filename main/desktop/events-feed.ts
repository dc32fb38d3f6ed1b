import type { BrowserWindow } from 'electron';
import type { Event } from '#app/contract/events.ts';
import type { Core } from '../core.ts';
import { channels } from './channels.ts';

const gather = 40;

/** Tells the window the core's events, several a message. What a reload loses it asks for itself. */
export function tellWindow(core: Core, window: () => BrowserWindow | null): void {
  let waiting: Event[] = [];
  const tell = () => {
    const contents = window()?.webContents;
    if (contents !== undefined && !contents.isDestroyed()) contents.send(channels.events, waiting);
    waiting = [];
  };
  core.subscribe((event) => {
    if (waiting.push(event) === 1) setTimeout(tell, gather);
  });
}
