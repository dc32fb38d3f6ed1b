import type { Result } from '#app/contract/channel.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import type { Settings } from '#app/contract/system.ts';
import type { Events } from './events.ts';
import type { Jobs } from './jobs.ts';
import type { Log } from './log.ts';
import type { Store } from './store/store.ts';
import type { WorkspaceFolders } from './workspace-folders.ts';

/** All that a service is given; it knows no transport, and no other service but through `call`. */
export interface ServiceContext {
  /** Version of Unfold. */
  version: string;
  store: Store;
  jobs: Jobs;
  events: Events;
  folders: WorkspaceFolders;
  log: Log;
  /** What the user chose, as stored now. */
  settings(): Promise<Settings>;
  /** Asks another service through the same door: parsed, checked, with errors as values. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** Runs when the core closes, last registered first, before jobs end and the store closes: stop workers, leave checkpoints. */
  onClose(work: () => Promise<void>): void;
}

/** A picture or why there is none: what both doors answer a GET below /media/ with. */
export interface MediaAnswer {
  status: 200 | 400 | 404;
  /** Content type. */
  type: string;
  body: Uint8Array;
  /** Seconds a client may keep it. */
  maxAge: number;
}

/** Answers a path with its query: /media/items/3/17?size=96. Never throws for what a client can get wrong. */
export type MediaService = (path: string, signal?: AbortSignal) => Promise<MediaAnswer>;
