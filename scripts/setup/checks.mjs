import { join } from 'node:path';
import { run } from './child.mjs';
import { unfoldNode } from './node.mjs';
import { root } from './root.mjs';

const tool = (path, ...args) => ({ path: join(root, 'node_modules', path), args });
const types = (project) => tool('typescript/bin/tsc', '--noEmit', '-p', project);
const svelteTypes = (project) => tool('svelte-check/bin/svelte-check', '--tsconfig', project, '--output', 'machine', '--fail-on-warnings');

/** Everything a machine can say about the sources without running them; `fails` marks what has to be refused. */
const checks = [
  { name: 'types of renderer', ...svelteTypes('tsconfig.renderer.json') },
  { name: 'types of test', ...svelteTypes('tsconfig.test.json') },
  {
    name: 'format and lint',
    ...tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '--diagnostic-level=warn', '--error-on-warnings', '.'),
  },
  { name: 'types of app', ...types('tsconfig.app.json') },
  { name: 'types of main', ...types('tsconfig.main.json') },
  { name: 'a wrong module is refused by tsc', fails: 5, ...types('test/fixtures/type-error') },
  { name: 'a wrong component is refused by svelte-check', fails: 7, ...svelteTypes('test/fixtures/type-error/tsconfig.json') },
  {
    name: 'layers',
    ...tool('dependency-cruiser/bin/dependency-cruiser.mjs', 'app', 'main', 'renderer', '--config', '.dependency-cruiser.mjs'),
  },
];

/** How many errors a type checker reported. */
const errorsIn = (output) => output.match(/\berror TS\d+|^\d+ ERROR /gm)?.length ?? 0;

/** Each is one thread for most of its time. */
const atOnce = 2;

/** Runs the checks, two at a time, the longest first; `told` gets {name, passed, output, seconds} of each. */
export async function runChecks(told) {
  const waiting = [...checks];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) told(await ran(check));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function ran(check) {
  const since = Date.now();
  const { code, output } = await run(unfoldNode(), [check.path, ...check.args], {
    log: join(root, 'test-results', 'check', `${check.name.replaceAll(' ', '-')}.log`),
  });
  const passed = check.fails === undefined ? code === 0 : code !== 0 && errorsIn(output) === check.fails;
  return { name: check.name, passed, output, seconds: (Date.now() - since) / 1000 };
}
