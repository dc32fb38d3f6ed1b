import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { unfoldNode } from './node.mjs';
import { root } from './root.mjs';
import { during, say } from './say.mjs';

const fetcher = 'main/engine/fetch-cli.ts';
const seenTo = join(root, 'node_modules', '.engine-seen-to');

/**
 * Sees to the TensorFlow engine where mvn or pip can fetch it. Without it everything trains on `portable`, so nothing here
 * fails. `once`: not again in this checkout, whatever came of it; a command that is typed often must not ask each time.
 */
export async function ensureEngine({ once = false } = {}) {
  if (once && existsSync(seenTo)) return;
  const result = await during('Looking for the TensorFlow engine', (note) =>
    run(unfoldNode(), [fetcher, '--optional'], { log: join(root, 'test-results', 'engine.log'), onLine: note }),
  );
  writeFileSync(seenTo, '');
  const last = result.output.trim().split('\n').at(-1);
  if (result.code !== 0) say('TensorFlow could not be had (test-results/engine.log says why); the portable engine trains.');
  else if (last) say(last);
}
