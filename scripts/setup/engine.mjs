import { join } from 'node:path';
import { run } from './child.mjs';
import { unfoldNode } from './node.mjs';
import { root } from './root.mjs';
import { during, say } from './say.mjs';

const fetcher = 'main/engine/fetch-cli.ts';

/** Sees to the TensorFlow engine where mvn or pip can fetch it. Without it everything trains on `portable`, so nothing here fails. */
export async function ensureEngine() {
  const result = await during('Engine', (note) =>
    run(unfoldNode(), [fetcher, '--optional'], { log: join(root, 'test-results', 'engine.log'), onLine: note }),
  );
  const last = result.output.trim().split('\n').at(-1);
  if (result.code !== 0) say('TensorFlow could not be had (test-results/engine.log says why); the portable engine trains.');
  else if (last) say(last);
}
