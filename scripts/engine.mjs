import { run } from './setup/child.mjs';
import { unfoldNode } from './setup/node.mjs';
import { failed, prepare } from './setup/prepare.mjs';

const programs = { fetch: 'main/engine/fetch-cli.ts', 'check-gpu': 'main/engine/check-gpu.ts' };

/** `npm run engine` fetches TensorFlow, `npm run check:gpu` tells whether a GPU trains like the CPU; both from the sources. */
async function engine() {
  await prepare({ built: false });
  const checksGpu = process.argv[2] === '--check-gpu';
  const [program, given] = checksGpu ? [programs['check-gpu'], process.argv.slice(3)] : [programs.fetch, process.argv.slice(2)];
  const { code } = await run(unfoldNode(), [program, ...given], { inherit: true });
  process.exitCode = code ?? 130;
}

engine().catch(failed);
