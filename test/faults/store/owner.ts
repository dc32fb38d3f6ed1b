/* Opens a core on a workspace, publishes a server, says so and stays until it is killed: node owner.ts WORKSPACE */
import { writeSync } from 'node:fs';
import { AppError } from '#app/errors.ts';
import { openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';

try {
  const core = await openCore({ workspace: process.argv[2] ?? '', version: '0.0.0-test', as: 'unfold serve', log: noLog });
  await core.publishServer({ port: 4321, token: 'a-token-of-enough-length' });
  await core.call('projects.create', { name: `of ${process.pid}` }, { door: 'server' });
  writeSync(1, 'open\n');
  setInterval(() => {}, 1000);
} catch (error) {
  writeSync(1, `${error instanceof AppError ? error.code : String(error)}\n`);
}
