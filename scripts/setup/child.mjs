import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from './root.mjs';

const running = new Set();
let ending = false;

/** Ends what is still running below us, and then ourselves; several signals in a row are one wish, the children tell them apart. */
function end(signal) {
  ending = true;
  for (const child of running) child.kill(signal);
  if (running.size === 0) process.exit(130);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal));

// npm that is ended by a signal takes only its shell with it: what it started would run on without anybody knowing.
const parent = process.ppid;
if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
  setInterval(() => process.ppid !== parent && end('SIGTERM'), 1000).unref();
}

const isWindows = process.platform === 'win32';

/**
 * Runs a program to its end: {code, output}. Its output goes to `log` (a file) or is kept; `inherit` hands it our terminal.
 * A program that is ended by a signal or by `timeout` (ms) has code null; one that cannot be started has code 127.
 */
export function run(program, args, { cwd = root, env = {}, log, inherit = false, timeout = 0, onLine, shell = false } = {}) {
  return new Promise((resolve) => {
    if (log) mkdirSync(dirname(log), { recursive: true });
    const file = log ? createWriteStream(log) : null;
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: shell && isWindows,
      windowsHide: true,
    });
    running.add(child);
    const kept = [];
    let size = 0;
    const take = (chunk) => {
      file?.write(chunk);
      size += chunk.length;
      kept.push(chunk);
      while (size > 4_000_000) size -= kept.shift().length;
      onLine?.(String(chunk).trim().split('\n').at(-1));
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    const limit = timeout > 0 ? setTimeout(() => child.kill('SIGKILL'), timeout) : null;
    const ended = (code, extra = '') => {
      running.delete(child);
      // What comes behind a program that was to end is not wanted either: the next stage of the tests, for one.
      if (ending && running.size === 0) process.exit(code ?? 130);
      if (limit) clearTimeout(limit);
      const answer = { code, output: Buffer.concat(kept).toString() + extra };
      if (file) file.end(() => resolve(answer));
      else resolve(answer);
    };
    child.on('error', (error) => ended(127, error.message));
    child.on('close', (code) => ended(code));
  });
}

/** npm itself, the one that runs us where there is one. */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args], options);
  return run('npm', args, { ...options, shell: true });
}
