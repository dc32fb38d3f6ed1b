import { run } from './setup/child.mjs';
import { ensureElectron, noWindowBecause } from './setup/electron.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { unfoldNode } from './setup/node.mjs';
import { failed, prepare } from './setup/prepare.mjs';
import { say } from './setup/say.mjs';

const usage = `npm start [-- OPTIONS]     installs, builds and opens Unfold
  --browser                in the browser, even where Electron is there
  --desktop                try again to fetch Electron
  --workspace DIR          another place for your projects
  --port N, --host HOST    of the browser door`;

const [browser, desktop] = ['--browser', '--desktop'];
const own = new Set([browser, desktop]);

/** Electron's program for a window of our own, or null with the reason told. */
async function windowProgram(wanted) {
  if (wanted.has(browser)) return null;
  const why = noWindowBecause();
  if (why !== null) {
    say(`Opening in the browser: ${why}.`);
    return null;
  }
  const electron = await ensureElectron({ again: wanted.has(desktop) });
  if (electron === null) say('Opening in the browser: Electron could not be fetched (npm start -- --desktop tries again).');
  return electron;
}

/** `npm start`: from a fresh clone to an open Unfold, which runs until Ctrl-C or until its window is closed. */
async function start() {
  const given = process.argv.slice(2);
  if (given.includes('--help')) return say(usage);
  await prepare();
  await ensureEngine();
  const electron = await windowProgram(new Set(given));
  const rest = given.filter((option) => !own.has(option));
  const { code } = electron
    ? await run(electron, ['.', ...rest], { inherit: true })
    : await run(unfoldNode(), ['out/main/cli.js', 'serve', '--open', ...rest], { inherit: true });
  process.exitCode = code ?? 130;
}

start().catch(failed);
