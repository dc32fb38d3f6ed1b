import { join } from 'node:path';
import { run } from './setup/child.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { unfoldNode } from './setup/node.mjs';
import { failed, prepare } from './setup/prepare.mjs';
import { root } from './setup/root.mjs';
import { sayOnStandardError } from './setup/say.mjs';

const [program, ...given] = process.argv.slice(2);

/**
 * `npm run -s unfold -- …` and `npm run -s bench -- …`: the built program after what is missing was installed and built.
 * Standard output is the program's alone, paths are those of the folder npm was called in.
 */
async function built() {
  sayOnStandardError();
  await prepare();
  await ensureEngine({ once: true });
  const { code } = await run(unfoldNode(), [join(root, 'out', 'main', `${program}.js`), ...given], {
    cwd: process.env.INIT_CWD,
    inherit: true,
  });
  process.exitCode = code ?? 130;
}

built().catch(failed);
