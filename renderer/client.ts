import { bridgeTransport } from './client/bridge.ts';
import { browserTransport } from './client/browser.ts';
import type { Client } from './client/client.ts';
import { createClient } from './client/create.ts';

export type { Client, ClientEvent, NativeDialogs, UploadFile } from './client/client.ts';

/** The one way to the core, whichever door this window is: Electron's bridge where the preload laid one, else HTTP. */
export const client: Client = createClient(window.unfold === undefined ? browserTransport() : bridgeTransport(window.unfold));
