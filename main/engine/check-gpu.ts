import { execFileSync, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundledNode } from '#main/entries.ts';
import type { TrialResult } from './gpu-trial.ts';
import { findPack } from './packs/find.ts';
import { cudaCard } from './tensorflow/cuda.ts';

/*
 * npm run check:gpu: trains 20 steps of the lecture CNN on the CUDA card and on the CPU, each in a process of its own, and
 * compares. A card adds in another order and rounds factors to 10 bits (TF32), so losses may differ, by 2 % at most. Memory
 * must grow as it is needed: the CNN takes a few GB, never most of the card.
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
function trial(folder: string, device: 'cpu' | 'gpu'): Promise<TrialResult & { memory: Memory | null }> {
  return new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL('./gpu-trial.ts', import.meta.url));
    const child = fork(program, [folder, device], { execPath: bundledNode(), execArgv: [] });
    child.once('message', (message) => {
      // Only our own program holds the other end of this channel.
      resolve({ ...(message as TrialResult), memory: cardMemory() });
      child.disconnect();
    });
    child.once('exit', (code, signal) => reject(new Error(`the trial on the ${device} ended with ${signal ?? code}`)));
  });
}

function worstDifference(losses: readonly number[], references: readonly number[]): number {
  return Math.max(...losses.map((loss, index) => Math.abs(loss / (references[index] ?? Number.NaN) - 1)));
}

/** Prints what was found and answers the exit code: 0 also where there is nothing to check. */
async function check(): Promise<number> {
  const card = cudaCard();
  const found = findPack();
  if (card === null) return say('not run: this machine has no CUDA card');
  if (found === null || found.pack?.device === 'cpu') {
    return say(`not run: ${card} is there, the CUDA pack is not; "npm run engine -- --gpu" fetches it`);
  }

  const before = cardMemory();
  const gpu = await trial(found.folder, 'gpu');
  if (!gpu.device.startsWith('GPU')) return say(`failed: TensorFlow computed on the ${gpu.device}; are CUDA 12 and cuDNN 9 installed?`, 1);
  const cpu = await trial(found.folder, 'cpu');
  const worst = worstDifference(gpu.losses, cpu.losses);
  const taken = before === null || gpu.memory === null ? null : gpu.memory.used - before.used;
  const greedy = taken !== null && gpu.memory !== null && taken > memoryShare * gpu.memory.total;

  say(`device: ${gpu.device}, TensorFlow ${gpu.version}`);
  say(`step: ${gpu.medianMs.toFixed(1)} ms in the median; CPU ${cpu.medianMs.toFixed(1)} ms`);
  say(
    `memory: ${taken === null ? 'nvidia-smi does not say' : `${taken} of ${gpu.memory?.total} MiB taken, ${100 * memoryShare} % allowed`}`,
  );
  say(`losses: ${(100 * worst).toFixed(3)} % from the CPU's at most, over ${gpu.losses.length} steps; ${100 * tolerance} % allowed`);
  return worst <= tolerance && !greedy ? say('passed') : say('failed', 1);
}

function say(line: string, code = 0): number {
  console.log(line);
  return code;
}

process.exitCode = await check();
