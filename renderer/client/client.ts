import type { Result } from '#app/contract/channel.ts';
import type { Event } from '#app/contract/events.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';

/** What the core tells; `reset` where so much was missed that lists must be read anew. */
export type ClientEvent = Event | { type: 'reset' };

/** The window's own file dialogs (Electron). Paths are of this machine; null: cancelled. */
export interface NativeDialogs {
  readonly platform: string;
  chooseFolder(): Promise<string | null>;
  chooseFile(filters?: FileFilter[]): Promise<string | null>;
  saveAs(name: string): Promise<string | null>;
  /** The path of a file dropped on the window. */
  pathOf(file: File): string | null;
}

export interface FileFilter {
  name: string;
  extensions: string[];
}

/** A file of the visitor's machine and its path below the chosen folder. */
export interface UploadFile {
  path: string;
  file: File;
}

/** Where an upload lies on the serving machine. */
export interface Uploaded {
  folder: string;
  /** The file itself, where one alone was sent; null: many. */
  file: string | null;
}

export interface CallOptions {
  /** Gives the question up: who answers it is told, and need not go on. */
  signal?: AbortSignal;
}

/** Everything the renderer may ask of the core. `connected` and `refused` are reactive. */
export interface Client {
  /** Asks; never rejects for expected errors, a lost connection or a `signal` that fires: all are `{ok: false, error}`. */
  call<N extends CallName>(name: N, input: CallInput<N>, options?: CallOptions): Promise<Result<CallOutput<N>>>;
  /** Hears every event once and in order, from now on, over any loss of the connection. Returns the way out. */
  subscribe(listener: (event: ClientEvent) => void): () => void;
  /** Address of a picture: media('items/3/17?size=96'). */
  media(path: string): string;
  /** Puts files of the visitor's machine into a folder of the serving machine. */
  upload(files: UploadFile[], progress: (sent: number) => void): Promise<Result<Uploaded>>;
  /** Hears the choices of the native menu, by the command's id; never called where there is none. */
  onMenu(listener: (command: string) => void): () => void;
  readonly native: NativeDialogs | null;
  readonly connected: boolean;
  /** The core is there but lets this window in no more; reactive too. */
  readonly refused: boolean;
}

/** What a door provides; the client adds order and reconnecting on top. */
export interface Transport {
  call(name: string, input: unknown, options?: CallOptions): Promise<Result<unknown>>;
  /** Opens the stream of events: `onState(true)` each time it stands, `onState(false)` when it broke. */
  listen(onEvents: (events: Event[]) => void, onState: (connected: boolean) => void): void;
  readonly mediaBase: string;
  onMenu(listener: (command: string) => void): () => void;
  upload(files: UploadFile[], progress: (sent: number) => void): Promise<Result<Uploaded>>;
  readonly native: NativeDialogs | null;
}
