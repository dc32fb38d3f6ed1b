import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/root.mjs';

/*
 * `node scripts/lock.mjs` after each `npm install NAME`: lists in package-lock.json the binaries of other platforms too. npm
 * leaves out what its registry does not have or its platform does not need, and then `npm ci` refuses the file elsewhere.
 */
const file = join(root, 'package-lock.json');
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'openbsd', 'netbsd', 'sunos', 'aix', 'win32'];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];
const renamed = { linuxmusl: 'linux', ppc64le: 'ppc64', i686: 'ia32' };
const libraries = { gnu: 'glibc', musl: 'musl', gnueabihf: 'glibc', musleabihf: 'musl', linuxmusl: 'musl' };

/** What a platform package's name says of where it runs: @scope/thing-linux-arm64-musl. */
function platformOf(name) {
  const words = name.split(/[/\-_.]/);
  const pick = (known) => words.map((word) => renamed[word] ?? word).find((word) => known.includes(word));
  const [os, cpu] = [pick(systems), pick(processors)];
  const libc = words.map((word) => libraries[word]).find(Boolean);
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(os ? { os: [os] } : {}), ...(os === 'linux' && libc ? { libc: [libc] } : {}) };
}

/** Every optional package that some package of the lock file wants and the file does not hold: [name, version, dev]. */
export function missingOptional(packages) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (packages[`${path}/node_modules/${name}`] || packages[`node_modules/${name}`]) continue;
      const exact = version.replace(/^[\^~=v]+/, '');
      if (/^\d+\.\d+\.\d+[\w.+-]*$/.test(exact)) missing.set(name, { version: exact, dev: entry.dev === true });
    }
  }
  return missing;
}

/** Writes what is missing into the file; answers how many that were. */
export function completeLock() {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingOptional(lock.packages);
  for (const [name, { version, dev }] of missing) {
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true };
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  return missing.size;
}

if (process.argv[1] === join(root, 'scripts', 'lock.mjs')) console.log(`${completeLock()} packages of other platforms were added.`);
