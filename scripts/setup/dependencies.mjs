import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './child.mjs';
import { bundledNode } from './node.mjs';
import { root } from './root.mjs';
import { during } from './say.mjs';

const packages = (file) => {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
};

/**
 * Whether node_modules holds what the lock file asks for. npm writes its own record last, so one that was cut off has none.
 * What is optional may be absent: it belongs to other platforms.
 */
export function dependenciesInstalled() {
  const wanted = packages('package-lock.json');
  const there = packages('node_modules/.package-lock.json');
  if (!wanted || !there) return false;
  const complete = Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = there[path];
    return found ? found.version === entry.version : entry.optional === true || entry.peer === true;
  });
  return complete && (bundledNode() === null || existsSync(bundledNode()));
}

const quiet = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs the dependencies where they are missing or the lock file has changed. The second try bears a registry that lacks
 * packages of other platforms, at which `npm ci` refuses the whole file; versions are those of the lock file all the same.
 */
export async function installDependencies() {
  if (dependenciesInstalled()) return;
  await during('Installing dependencies (a minute or two, once)', async (note) => {
    let result = await npm(['ci', ...quiet]);
    if (result.code !== 0) {
      note('second try');
      result = await npm(['install', '--no-save', ...quiet]);
    }
    if (result.code === 0) return;
    const said = result.output.trim().split('\n').slice(0, 15).join('\n');
    throw new Error(`The dependencies could not be installed:\n${said}\nCheck the network and try again.`);
  });
}
