/**
 * The one core behind every door.
 *
 *   const core = await openCore({ workspace: '/home/me/.local/share/unfold', version: '0.1.0' });
 *   core.call('projects.list', {}, { door: 'server' })   → Promise<Result>; never rejects
 *   core.subscribe((event) => …)                         → () => void; events are numbered without gaps
 *   core.media('/media/items/1/0?size=96')               → Promise<MediaAnswer>
 *   await core.close()                                   → jobs and workers ended, store closed, workspace free
 *
 * A service is a function in main/services/<feature>.ts, registered by one line in main/services/index.ts:
 *
 *   export const datasets = (context: ServiceContext): Implementation<typeof contract.datasets> => ({
 *     async get({ dataset }) { return datasetById(context.store.db, dataset); },   // throws appError('not-found', …)
 *   });
 *
 * Input comes parsed; what is returned is checked against the channel's output. Throw `appError(…)` for what a user can
 * meet; anything else thrown is a bug, answered as `internal`. See service-context.ts for what `context` offers.
 */
import type { Result } from '#app/contract/channel.ts';
import type { Listener } from './events.ts';
import type { Log } from './log.ts';
import type { MediaService } from './service-context.ts';
import type { WorkspaceFolders } from './workspace-folders.ts';

export type { MediaAnswer, ServiceContext } from './service-context.ts';

/** Who calls; `signal` fires when the caller gave up. */
export interface Caller {
  door: 'desktop' | 'server' | 'terminal';
  signal?: AbortSignal;
}

export interface CoreOptions {
  /** Folder of the workspace; made if it is not there. */
  workspace: string;
  version: string;
  /** Said to whoever finds the workspace owned: "unfold serve", "the desktop app". */
  as: string;
  log?: Log;
}

export interface Core {
  /** Answers a call of the contract by name; every failure is a value. */
  call(name: string, input: unknown, caller: Caller): Promise<Result<unknown>>;
  subscribe(listener: Listener): () => void;
  media: MediaService;
  /** Writes server.json, so that other commands find this process. */
  publishServer(server: { port: number; token: string }): Promise<void>;
  folders: WorkspaceFolders;
  log: Log;
  close(): Promise<void>;
}
