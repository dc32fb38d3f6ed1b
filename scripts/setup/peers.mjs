import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './child.mjs';
import { findProgram } from './programs.mjs';
import { root } from './root.mjs';
import { say } from './say.mjs';

const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'unfold', 'peers');
const python = join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
/** A copy of the requirements, written last: an environment that was cut off has none. */
const complete = join(folder, 'requirements.txt');

/**
 * A Python with Keras, TensorFlow and the other libraries that ours are held against, in a virtual environment of the tests'
 * own; null where there is no Python or no way to them. 300 MB are fetched once for all checkouts.
 */
export async function ensurePeers() {
  if (process.env.UNFOLD_PEERS_PYTHON) return process.env.UNFOLD_PEERS_PYTHON;
  const requirements = readFileSync(join(root, 'test', 'conformance', 'requirements.txt'), 'utf8');
  if (existsSync(complete) && readFileSync(complete, 'utf8') === requirements) return python;
  const system = findProgram('python3', 'python');
  if (system === null) return null;
  say('Fetching Keras and its like for the conformance tests meanwhile (300 MB, once)');
  const made = await fetched(system);
  if (made) writeFileSync(complete, requirements);
  else say('They could not be had (test-results/peers.log says why): the conformance tests are skipped by name.');
  return made ? python : null;
}

async function fetched(system) {
  const log = join(root, 'test-results', 'peers.log');
  rmSync(folder, { recursive: true, force: true });
  if ((await run(system, ['-m', 'venv', folder], { log, timeout: 2 * 60_000 })).code !== 0) return false;
  const wanted = ['-r', join(root, 'test', 'conformance', 'requirements.txt')];
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--only-binary=:all:', ...wanted];
  return (await run(python, install, { log, timeout: 15 * 60_000 })).code === 0;
}
