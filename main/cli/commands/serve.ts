import { once } from 'node:events';
import { appError } from '#app/errors.ts';
import { version } from '../../about.ts';
import { openCore } from '../../core.ts';
import { startServer } from '../../server/server.ts';
import { findServer } from '../../workspace.ts';
import type { OwnCommand } from '../command.ts';
import { openBrowser } from '../open-browser.ts';
import { choiceOf, wholeOf } from '../values.ts';

const hosts = ['127.0.0.1', '0.0.0.0'] as const;

/** A second start of the same finds the first one: its address is told and opened, and nothing else is started. */
async function openRunning(workspace: string, json: boolean): Promise<boolean> {
  const running = await findServer(workspace);
  if (running === null) return false;
  const address = `http://127.0.0.1:${running.port}/?token=${running.token}`;
  console.log(json ? JSON.stringify({ address, port: running.port, workspace, running: true }) : `Unfold runs already at ${address}`);
  openBrowser(address);
  return true;
}

export const serve: OwnCommand = {
  name: 'serve',
  takes: '[--port N] [--host 127.0.0.1|0.0.0.0] [--open]',
  summary: 'open the browser door and print its address',
  details:
    'It runs until Ctrl-C. Only who has the address with its token comes in. Other machines can knock with --host 0.0.0.0, with the token still.',
  examples: ['unfold serve', 'unfold serve --port 4711 --open'],
  options: {
    port: { value: 'N', help: 'port to listen on; any free one otherwise' },
    host: { value: hosts.join('|'), help: 'who can knock: this machine, or others too' },
    open: { help: 'open a browser where there is a display' },
  },
  words: [0, 0],
  async own({ workspace, json, interrupted }, given) {
    const port = wholeOf(given, 'port', 0) ?? 0;
    if (port > 65_535)
      throw appError('usage-wrong', { problem: `--port must be 0 to 65535; got ${port}.`, usage: 'unfold serve --port 4711' });
    const host = choiceOf(given, 'host', hosts);
    if (given.open === true && (await openRunning(workspace, json))) return 0;
    const core = await openCore({ workspace, version, as: 'unfold serve' });
    try {
      const server = await startServer({ core, port, host });
      await core.publishServer({ port: server.port, token: server.token });
      if (json) console.log(JSON.stringify({ address: server.address, port: server.port, workspace: core.folders.root }));
      else {
        console.log(`Unfold is open at ${server.address}`);
        if (server.farAddress !== null)
          console.log(`For other machines: ${server.farAddress} (whoever has this address can use Unfold and read your files)`);
        console.log('Ctrl-C closes it.');
      }
      if (given.open === true) openBrowser(server.openingAddress());
      if (!interrupted.aborted) await once(interrupted, 'abort');
      if (!json) console.log('Closing; finished epochs are kept …');
      await server.close();
      return 0;
    } finally {
      await core.close();
    }
  },
};
