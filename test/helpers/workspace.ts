import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import { type Core, openCore } from '#main/core.ts';
import { type Log, logTo } from '#main/log.ts';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { claimWorkspace } from '#main/workspace.ts';
import type { WorkspaceFolders } from '#main/workspace-folders.ts';

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unfold-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A log whose lines a test can read. */
export function readableLog(): { log: Log; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  return { log: logTo((line) => lines.push(JSON.parse(line))), lines };
}

export interface OpenedStore {
  store: Store;
  folders: WorkspaceFolders;
  lines: Record<string, unknown>[];
  close(): Promise<void>;
}

/** Owns a workspace and opens its store; both are let go when the test ends. */
export async function openedStore(folder = temporaryFolder()): Promise<OpenedStore> {
  const ownership = await claimWorkspace(folder, 'a test');
  const { log, lines } = readableLog();
  const store = await openStore(ownership.folders, log).catch(async (error: unknown) => {
    await ownership.release();
    throw error;
  });
  const close = async () => {
    await store.close();
    await ownership.release();
  };
  onTestFinished(close);
  return { store, folders: ownership.folders, lines, close };
}

export interface OpenedCore {
  core: Core;
  lines: Record<string, unknown>[];
  /** Calls and gives the value; an error answer is thrown. */
  ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
}

/** Opens a whole core on a workspace; it is closed when the test ends. */
export async function openedCore(workspace = temporaryFolder()): Promise<OpenedCore> {
  const { log, lines } = readableLog();
  const core = await openCore({ workspace, version: '0.0.0-test', as: 'a test', log });
  onTestFinished(() => core.close());
  return {
    core,
    lines,
    async ask<N extends CallName>(name: N, input: CallInput<N>) {
      const answer = await core.call(name, input, { door: 'terminal' });
      if (!answer.ok) throw Object.assign(new Error(answer.error.message), answer.error);
      return answer.value as CallOutput<N>; // parsed by the door with this channel's output
    },
  };
}
