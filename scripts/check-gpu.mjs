import { join } from 'node:path';
import { run } from './setup/child.mjs';
import { unfoldNode } from './setup/node.mjs';
import { ensurePeers } from './setup/peers.mjs';
import { failed, prepare } from './setup/prepare.mjs';
import { during, say } from './setup/say.mjs';
import { vitestStage } from './test/stages.mjs';

const workloads = ['cnn', 'rnn', 'lstm', 'gru', 'deep-lstm'];
const rounds = 3;
const engineTests = ['integration/engine/', 'conformance/recurrent', 'integration/training/chains', 'faults/training/kill-worker'];
/** Whole float32 factors, and sums in the same order each time: what the bits of the tests ask for. */
const exact = { NVIDIA_TF32_OVERRIDE: '0', TF_DETERMINISTIC_OPS: '1' };

const rehearse = process.argv.includes('--rehearse');

/** Every workload on the card beside the processor; answers false where there is no card. */
async function beside() {
  const { code } = await run(unfoldNode(), ['main/bench/gpu/check.ts', ...(rehearse ? ['--rehearse'] : [])], { inherit: true });
  if (code === 3) return null;
  return code === 0;
}

/** The tests of the engine that `npm test` runs on the processor, here on the card. */
async function suite(python) {
  const env = { ...exact, ...(python === null ? {} : { UNFOLD_PEERS_PYTHON: python }) };
  const work = (note) => vitestStage('gpu', ['integration', 'faults'], { env, more: engineTests, onLine: note });
  const { passed, failed: bad, skipped } = await during('The engine’s tests', work);
  for (const { name, message } of bad) say(`  ✗ ${name}\n${message}`);
  for (const { name, reason } of skipped) say(`  skipped: ${name}${reason ? ` (${reason})` : ''}`);
  say(`the engine’s tests: ${passed} passed, ${bad.length} failed, ${skipped.length} skipped`);
  return bad.length === 0 && passed > 0;
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

async function rate(program, args) {
  const { code, output } = await run(program, args, {});
  const line = output.split('\n').findLast((each) => each.startsWith('{'));
  if (code !== 0 || line === undefined) throw new Error(output.trim().split('\n').slice(-3).join('\n'));
  return JSON.parse(line).samplesPerSecond;
}

/** Ratios to PyTorch and Keras, the median of the ratios within rounds; UNFOLD_CUDA_PYTHON names a Python that has them with CUDA. */
async function comparison() {
  const python = process.env.UNFOLD_CUDA_PYTHON;
  if (python === undefined) return say('beside PyTorch and Keras: not run: UNFOLD_CUDA_PYTHON names no Python that has them with CUDA');
  const device = rehearse ? 'cpu' : 'cuda';
  for (const work of workloads) {
    for (const peer of ['torch', 'keras']) {
      const ratios = [];
      try {
        for (let round = 0; round < rounds; round += 1) {
          const ours = () => rate(unfoldNode(), ['main/bench/index.ts', work, '--engine', 'tensorflow', '--json']);
          const theirs = () => rate(python, [join('test', 'bench', 'peers.py'), peer, work, '--device', device]);
          const [first, second] = round % 2 === 0 ? [await ours(), await theirs()] : [await theirs(), await ours()];
          ratios.push(round % 2 === 0 ? first / second : second / first);
        }
        say(
          `${work} beside ${peer}: ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}); above 1: Unfold is faster`,
        );
      } catch (error) {
        say(`${work} beside ${peer}: not measured: ${error.message}`);
      }
    }
  }
}

/** `npm run check:gpu`: whether a CUDA card trains like the processor, keeps the engine's promises, and how fast beside its peers. */
async function checkGpu() {
  await prepare();
  const alike = await beside();
  if (alike === null) return;
  const held = await suite(await ensurePeers());
  await comparison();
  const all = alike && held ? 'passed' : 'failed';
  say(rehearse ? `rehearsal ${all}: it says nothing of a card` : all);
  process.exitCode = alike && held ? 0 : 1;
}

checkGpu().catch(failed);
