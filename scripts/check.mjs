import { runChecks } from './setup/checks.mjs';
import { run } from './setup/child.mjs';
import { unfoldNode } from './setup/node.mjs';
import { failed, prepare } from './setup/prepare.mjs';
import { say } from './setup/say.mjs';

/** `npm run check`: format, lint, types, layers, then the unit and component tests. */
async function check() {
  await prepare({ built: false });
  let bad = 0;
  await runChecks(({ name, passed, output, seconds }) => {
    say(`${passed ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
    if (!passed) say(output.trim());
    bad += passed ? 0 : 1;
  });
  const tests = await run(unfoldNode(), ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'component'], {
    inherit: true,
  });
  process.exit(bad === 0 && tests.code === 0 ? 0 : 1);
}

check().catch(failed);
