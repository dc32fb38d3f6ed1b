import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FetchCommand } from './clients.ts';

/** A client that brings nothing for so long is given up. */
const patienceSeconds = 180;

export interface ClientRun {
  folder: string;
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  onBytes(bytes: number): void;
}

/** Why a client did not bring the archive, in words, and the end of what it wrote. */
export interface ClientFailure {
  why: string;
  output: string;
}

/** Runs a fetching client in `folder`; null when it went well. Rejects with the signal's reason when that fires, the client ended. */
export function runClient(command: FetchCommand, { folder, environment, signal, onBytes }: ClientRun): Promise<ClientFailure | null> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const batch = /\.(cmd|bat)$/i.test(command.program);
    const child = spawn(batch ? `"${command.program}"` : command.program, command.args, {
      cwd: folder,
      // What it puts aside while loading lies in the folder too, and goes with it.
      env: { ...environment, TMPDIR: folder, TEMP: folder, TMP: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what a client's script starts can be ended with it.
      detached: process.platform !== 'win32',
      shell: batch, // Windows runs batch files no other way; our arguments hold nothing a shell would read
      windowsHide: true,
    });

    let output = '';
    let bytes = 0;
    let lastNews = Date.now();
    let ended: string | null = null;
    const take = (text: string): void => {
      output = (output + text).slice(-8000);
      lastNews = Date.now();
      grow(command.bytesIn(text) ?? 0);
    };
    const grow = (now: number): void => {
      if (now <= bytes) return;
      bytes = now;
      lastNews = Date.now();
      onBytes(bytes);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);

    const watch = setInterval(() => {
      void largestFile(folder).then(grow);
      if (Date.now() - lastNews > patienceSeconds * 1000) {
        ended = `it brought nothing for ${patienceSeconds} s`;
        endGroup(child);
      }
    }, 250);
    const cancel = (): void => endGroup(child);
    signal.addEventListener('abort', cancel, { once: true });

    const finish = (why: string | null): void => {
      clearInterval(watch);
      signal.removeEventListener('abort', cancel);
      if (signal.aborted) reject(signal.reason);
      else resolve(why === null ? null : { why, output });
    };
    child.once('error', (error) => finish(`${command.client} could not be started: ${error.message}`));
    child.once('close', (code) => finish(code === 0 ? null : `${command.client} ${ended ?? `ended with ${code}: ${lastWords(output)}`}`));
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') {
    child.kill();
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has ended meanwhile
  }
}

/** Bytes of the largest file below a folder: the archive, as far as it has come. */
async function largestFile(folder: string): Promise<number> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    const sizes = entries.filter((entry) => entry.isFile()).map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
    return Math.max(0, ...(await Promise.all(sizes)));
  } catch {
    return 0; // a file went away while we looked; the next look tells
  }
}

/** The line that says what went wrong: Maven's first [ERROR], pip's last ERROR, else the last one. */
function lastWords(output: string): string {
  const lines = output.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const line =
    lines.find((each) => each.startsWith('[ERROR]')) ??
    lines.findLast((each) => each.startsWith('ERROR')) ??
    lines.at(-1) ??
    'it said nothing';
  return line.replace(/^\[?ERROR\]?:?\s*/, '').slice(0, 300);
}
