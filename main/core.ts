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
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import { appError } from '#app/errors.ts';
import { eraseOld } from './core/bin.ts';
import { tidy } from './core/tidy.ts';
import { eraseUnusedUploads } from './core/uploads.ts';
import { type Caller, makeDoor } from './door.ts';
import { type Listener, openEvents } from './events.ts';
import { openJobs } from './jobs.ts';
import { fileLog, type Log } from './log.ts';
import type { MediaService, ServiceContext } from './service-context.ts';
import { media, services } from './services/index.ts';
import { openStore } from './store/open.ts';
import { readSettings } from './store/settings.ts';
import { claimWorkspace, type Ownership } from './workspace.ts';
import type { WorkspaceFolders } from './workspace-folders.ts';

export type { Caller } from './door.ts';
export type { MediaAnswer, ServiceContext } from './service-context.ts';

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

/**
 * Makes this process the owner of the workspace and opens it. Rejects with workspace-owned, store-newer, disk-full or
 * write-failed, and leaves nothing held then.
 */
export async function openCore(options: CoreOptions): Promise<Core> {
  const ownership = await claimWorkspace(options.workspace, options.as);
  try {
    return await openOwned(ownership, options);
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

async function openOwned(ownership: Ownership, options: CoreOptions): Promise<Core> {
  const { folders } = ownership;
  const log = options.log ?? fileLog(folders.logs);
  const store = await openStore(folders, log);
  const closers: (() => Promise<void>)[] = [() => store.close()];
  try {
    await tidy(store, folders, log);
    const events = await openEvents(store, log);
    closers.push(() => events.close());
    const jobs = await openJobs(store, events, log);
    closers.push(() => jobs.close());
    let closed: Promise<void> | null = null;
    const context: ServiceContext = {
      version: options.version,
      store,
      jobs,
      events,
      folders,
      log,
      settings: () => readSettings(store.db),
      // The door has parsed the answer with the channel's output, which is what CallOutput says.
      call: <N extends CallName>(name: N, input: CallInput<N>) => door(name, input, { door: 'core' }) as Promise<Result<CallOutput<N>>>,
      onClose: (work) => closers.push(work),
    };
    const door = makeDoor(services(context), log);
    const pictures = media(context);
    await eraseOld(context);
    await eraseUnusedUploads(context);
    log.info('opened', { workspace: folders.root, version: options.version, as: options.as });
    return {
      call: async (name, input, caller) => (closed ? { ok: false, error: appError('closing', {}).toJSON() } : door(name, input, caller)),
      subscribe: events.subscribe,
      media: pictures,
      publishServer: ownership.publishServer,
      folders,
      log,
      close() {
        closed ??= closeAll(closers, log).then(ownership.release);
        return closed;
      },
    };
  } catch (error) {
    await closeAll(closers, log);
    throw error;
  }
}

/** Last opened, first closed; one that fails keeps no other open. */
async function closeAll(closers: (() => Promise<void>)[], log: Log): Promise<void> {
  for (const close of closers.toReversed()) {
    try {
      await close();
    } catch (error) {
      log.error('closing failed', { error });
    }
  }
}
