import { ensureChromium } from './setup/chromium.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { ensurePeers } from './setup/peers.mjs';
import { failed, prepare } from './setup/prepare.mjs';
import { during, say } from './setup/say.mjs';
import { browserStage, checkStage, vitestStage } from './test/stages.mjs';
import { Tally } from './test/tally.mjs';

const indent = (text) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

/** `npm run test:long`: the fault tests at their full counts, and what only a quiet machine can measure; UNFOLD_LONG tells them so. Hours. */
const longStages = (chromium) => [
  { title: 'Browser tests, long', work: () => browserStage(chromium, { stage: 'e2e-long', env: { UNFOLD_LONG: '1' } }) },
  {
    title: 'Faults, long',
    work: (note) => vitestStage('long', ['faults'], { env: { UNFOLD_LONG: '1' }, onLine: note }),
  },
  {
    title: 'The engine, long',
    work: (note) => vitestStage('engine-long', ['integration'], { env: { UNFOLD_LONG: '1' }, more: ['integration/engine/'], onLine: note }),
  },
];

/** `peers`: resolves with their Python, which is fetched while the first stages run. */
const stages = (chromium, peers) => [
  { title: 'Format, lint, types, layers', work: checkStage },
  { title: 'Unit and component tests', work: () => vitestStage('unit', ['unit', 'component']) },
  {
    title: 'Integration and fault tests',
    work: async (note) => {
      const python = await peers;
      // Two files are tested at once, with a core each; in the browser tests networks get all cores.
      const env = { UNFOLD_THREADS: '1', ...(python === null ? {} : { UNFOLD_PEERS_PYTHON: python }) };
      return vitestStage('integration', ['integration', 'faults'], { env, onLine: note });
    },
  },
  { title: 'Browser tests', work: () => browserStage(chromium) },
];

/** `npm test`: from a fresh clone to one line that says how many tests passed and failed. */
async function test() {
  const long = process.argv.includes('--long');
  const since = Date.now();
  await prepare();
  await ensureEngine();
  const chromium = await ensureChromium();
  const tally = new Tally();
  for (const { title, work } of long ? longStages(chromium) : stages(chromium, ensurePeers())) {
    const result = await during(title, work);
    tally.add(result);
    for (const { name, message } of result.failed) say(`  ✗ ${name}\n${indent(message)}`);
  }
  for (const { name, reason } of tally.skipped) say(`  skipped: ${name}${reason ? ` (${reason})` : ''}`);
  const skipped = tally.skipped.length === 0 ? 'nothing skipped' : `${tally.skipped.length} skipped, named above`;
  say(`In all ${((Date.now() - since) / 60_000).toFixed(1)} minutes, ${skipped}; logs in test-results/`);
  say(tally.line);
  process.exitCode = tally.failed.length === 0 && tally.passed > 0 ? 0 : 1;
}

test().catch(failed);
