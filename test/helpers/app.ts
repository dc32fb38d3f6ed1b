import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from '#app/contract/channel.ts';
import { decode, encode } from '#app/contract/codec.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import { bundledNode } from '#main/entries.ts';

/** The build under test: out/, or another one, so that several can be tried side by side. */
const cli = resolve(process.env.UNFOLD_OUT ?? fileURLToPath(new URL('../../out', import.meta.url)), 'main', 'cli.js');

/** The built browser door in a process of its own, as a user starts it. */
export interface App {
  /** Address of the window, with the token: page.goto(app.url). */
  url: string;
  port: number;
  token: string;
  workspace: string;
  process: ChildProcess;
  /** Asks the core as a program would; throws where the answer is an error. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Waits for a job to end; throws where it failed. */
  job(id: number): Promise<CallOutput<'jobs.get'>>;
  /** Ends it as Ctrl-C does, and waits; the workspace goes unless `keep`. */
  close(options?: { keep?: boolean }): Promise<void>;
}

export interface AppOptions {
  /** A workspace that is there already; a new one otherwise. */
  workspace?: string;
  port?: number;
  env?: Record<string, string>;
}

/** Starts `unfold serve` from out/ on a free port. */
export async function startApp({
  workspace = mkdtempSync(join(tmpdir(), 'unfold-test-')),
  port = 0,
  env = {},
}: AppOptions = {}): Promise<App> {
  if (!existsSync(cli)) throw new Error('The tests of the built app need the build: run "npm run build" first.');
  const child = spawn(bundledNode(), [cli, 'serve', '--json', '--workspace', workspace, '--port', String(port)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await firstLine(child);
  const opened: { address: string; port: number } = JSON.parse(address);
  const token = new URL(opened.address).searchParams.get('token') ?? '';
  const call: App['call'] = async <N extends CallName>(name: N, input: CallInput<N>) => {
    const response = await fetch(`http://127.0.0.1:${opened.port}/call/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/msgpack' },
      body: encode(input),
    });
    // The core parsed its answer with the schema of this name.
    const result = decode(await response.arrayBuffer()) as Result<CallOutput<N>>;
    if (result.ok) return result.value;
    throw Object.assign(new Error(`${name}: ${result.error.message}`), { code: result.error.code });
  };
  return {
    url: opened.address,
    port: opened.port,
    token,
    workspace,
    process: child,
    call,
    async job(id) {
      for (;;) {
        const job = await call('jobs.get', { job: id });
        if (job.state === 'failed') throw new Error(`${job.title}: ${job.error?.message}`);
        if (job.state === 'done' || job.state === 'cancelled') return job;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async close({ keep = false } = {}) {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGINT');
        const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
        await exited;
        clearTimeout(late);
      }
      if (!keep) rmSync(workspace, { recursive: true, force: true });
    },
  };
}

/** The line that says where it is open; an error with all it said where it ends before. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const end = out.indexOf('\n');
      if (end >= 0) resolve(out.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`unfold serve ended with ${code}: ${out}${errors}`)));
  });
}
