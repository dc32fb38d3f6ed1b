import { run } from './setup/child.mjs';
import { unfoldNode } from './setup/node.mjs';
import { failed, prepare } from './setup/prepare.mjs';

/** `npm run engine` fetches TensorFlow, from the sources. */
async function engine() {
  await prepare({ built: false });
  const { code } = await run(unfoldNode(), ['main/engine/fetch-cli.ts', ...process.argv.slice(2)], { inherit: true });
  process.exitCode = code ?? 130;
}

engine().catch(failed);
