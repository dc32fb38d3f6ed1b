import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './child.mjs';
import { unfoldNode } from './node.mjs';
import { root } from './root.mjs';
import { during } from './say.mjs';

const sources = ['app', 'main', 'renderer', 'resources', 'electron.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
const out = join(root, 'out');
const stamp = join(out, 'build.json');
const beside = (name) => join(root, 'node_modules', `.out-${name}-${process.pid}`);

function* files(path) {
  const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* files(join(path, entry.name));
    else if (entry.isFile()) yield join(path, entry.name);
  }
}

/** SHA-256 over names and contents of everything the build is made of: a checkout changes times, not contents. */
function sourceHash() {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    const list = /\.(ts|json)$/.test(source) ? [path] : files(path);
    for (const file of list)
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

const builtHash = () => {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8')).sources;
  } catch {
    return null;
  }
};

/** Puts a finished build in the place of the last one. Windows renames nothing that is being read: it is tried for a while. */
async function putInPlace(built) {
  const before = beside('before');
  for (let left = 20; ; left--) {
    try {
      if (existsSync(out)) renameSync(out, before);
      renameSync(built, out);
      break;
    } catch (error) {
      if (left === 0) throw new Error(`out/ cannot be replaced (${error.code}): close Unfold and try again.`);
      if (!existsSync(out) && existsSync(before)) renameSync(before, out);
      await sleep(250);
    }
  }
  rmSync(before, { recursive: true, force: true });
}

/** Builds out/ where it is missing or older than the sources; `force` builds anyway. */
export async function build({ force = false } = {}) {
  const sources = sourceHash();
  if (!force && builtHash() === sources) return;
  const built = beside('new');
  await during('Building', async () => {
    const result = await run(
      unfoldNode(),
      ['node_modules/electron-vite/bin/electron-vite.js', 'build', '-c', 'electron.config.ts', '--logLevel', 'warn'],
      { env: { UNFOLD_OUT: built }, log: join(root, 'test-results', 'build.log') },
    );
    if (result.code !== 0) {
      rmSync(built, { recursive: true, force: true });
      throw new Error(`The build failed:\n${result.output.trim().split('\n').slice(-30).join('\n')}`);
    }
    writeFileSync(join(built, 'build.json'), `${JSON.stringify({ sources })}\n`);
    await putInPlace(built);
  });
}
