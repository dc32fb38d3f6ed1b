import { run } from './setup/child.mjs';
import { unfoldNode } from './setup/node.mjs';
import { failed, prepare } from './setup/prepare.mjs';

/** `npm run pack`: the installer for this machine, into dist/. Options go to electron-builder. */
prepare()
  .then(() =>
    run(unfoldNode(), ['node_modules/electron-builder/cli.js', '--config', 'electron-builder.config.mjs', ...process.argv.slice(2)], {
      inherit: true,
    }),
  )
  .then(({ code }) => {
    process.exitCode = code ?? 130;
  })
  .catch(failed);
