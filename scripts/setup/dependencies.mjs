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

/** Installs the dependencies where they are missing or the lock file has changed; once more where the network failed. */
export async function installDependencies() {
  if (dependenciesInstalled()) return;
  await during('Installing dependencies (a minute or two, once)', async (note) => {
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
    let result = await npm(args);
    if (result.code !== 0) {
      note('second try');
      result = await npm(args);
    }
    if (result.code !== 0)
      throw new Error(`npm ci failed:\n${result.output.trim().split('\n').slice(-15).join('\n')}\nCheck the network and try again.`);
  });
}
