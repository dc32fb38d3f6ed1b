import { execFileSync, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findPack } from '#main/engine/packs/find.ts';
import { cudaCard } from '#main/engine/tensorflow/cuda.ts';
import { bundledNode } from '#main/entries.ts';
import { trainable } from '../trainable.ts';
import type { TrialResult } from './trial.ts';

/*
 * The first part of npm run check:gpu: trains 20 steps of every workload on the CUDA card and on the processor, each in a
 * process of its own, and compares. A card adds in another order and rounds factors to 10 bits (TF32), so losses may differ,
 * by 2 % at most. Memory must grow as it is needed, never take most of the card; tensors must not pile up.
 * `--rehearse` puts the processor in the card's place: it shows that the check runs, and says nothing of a card.
 */
const tolerance = 0.02;
const memoryShare = 0.5;

interface Memory {
  used: number;
  total: number;
}

/** Memory of the first card, MiB; null where nvidia-smi is not there. */
function cardMemory(): Memory | null {
  try {
    const answer = execFileSync('nvidia-smi', ['--query-gpu=memory.used,memory.total', '--format=csv,noheader,nounits'], {
      encoding: 'utf8',
    });
    const [used = Number.NaN, total = Number.NaN] = (answer.split('\n')[0] ?? '').split(',').map(Number);
    return { used, total };
  } catch {
    return null;
  }
}

/** Trains on a device in a process of its own; `memory` is the card's while that process still holds what it took. */
function trial(folder: string, device: 'cpu' | 'gpu', workload: string): Promise<TrialResult & { memory: Memory | null }> {
  return new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL('./trial.ts', import.meta.url));
    const child = fork(program, [folder, device, workload], { execPath: bundledNode(), execArgv: [] });
    child.once('message', (message) => {
      // Only our own program holds the other end of this channel.
      resolve({ ...(message as TrialResult), memory: cardMemory() });
      child.disconnect();
    });
    child.once('exit', (code, signal) => reject(new Error(`${workload} on the ${device} ended with ${signal ?? code}`)));
  });
}

function worstDifference(losses: readonly number[], references: readonly number[]): number {
  return Math.max(...losses.map((loss, index) => Math.abs(loss / (references[index] ?? Number.NaN) - 1)));
}

/** Compares one workload, prints what was found, and answers whether it passed. */
async function passes(folder: string, workload: string, rehearse: boolean): Promise<boolean> {
  const before = cardMemory();
  const card = await trial(folder, rehearse ? 'cpu' : 'gpu', workload);
  if (!rehearse && !card.device.startsWith('GPU')) {
    say(`${workload}: failed: TensorFlow computed on the ${card.device}; are CUDA 12 and cuDNN 9 installed?`);
    return false;
  }
  const processor = await trial(folder, 'cpu', workload);
  const worst = worstDifference(card.losses, processor.losses);
  const taken = before === null || card.memory === null ? null : card.memory.used - before.used;
  const greedy = taken !== null && card.memory !== null && taken > memoryShare * card.memory.total;
  const leaks = card.tensors[0] !== card.tensors[1];
  const memory = taken === null ? 'memory unknown, for want of nvidia-smi' : `${taken} of ${card.memory?.total} MiB taken`;
  const passed = worst <= tolerance && !greedy && !leaks;
  say(
    `${workload}: ${passed ? 'passed' : 'failed'}: a step in ${card.medianMs.toFixed(1)} ms (processor ${processor.medianMs.toFixed(1)}), ` +
      `the first in ${(card.firstMs / 1000).toFixed(1)} s; losses ${(100 * worst).toFixed(3)} % apart at most, ${100 * tolerance} % allowed; ` +
      `${memory}, ${100 * memoryShare} % allowed; ${leaks ? `tensors went from ${card.tensors.join(' to ')}` : 'no tensor left behind'}`,
  );
  return passed;
}

/** Answers the exit code: 0 where all passed, 1 where something failed, 3 where there is no card to check. */
async function check(): Promise<number> {
  const { rehearse } = parseArgs({ options: { rehearse: { type: 'boolean', default: false } } }).values;
  const card = cudaCard();
  const found = findPack();
  if (found === null || (!rehearse && card === null)) {
    say(`not run: ${found === null ? 'TensorFlow is not on this machine' : 'this machine has no CUDA card'}`);
    return 3;
  }
  if (!rehearse && found.pack?.device === 'cpu') {
    say(`not run: ${card} is there, the CUDA pack is not; "npm run engine -- --gpu" fetches it`);
    return 3;
  }
  say(`${rehearse ? 'the processor in the place of a card' : card}, TensorFlow of ${found.folder}`);
  let failed = 0;
  for (const workload of trainable.keys()) failed += (await passes(found.folder, workload, rehearse)) ? 0 : 1;
  return failed === 0 ? 0 : 1;
}

const say = (line: string): void => console.log(line);

process.exitCode = await check();
