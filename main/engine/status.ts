import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { EngineStatus } from '#app/contract/system.ts';
import { bundledNode, entryPath } from '#main/entries.ts';
import { findPack } from './packs/find.ts';
import { type Pack, packsFor, packTitle } from './packs/manifest.ts';
import type { Probed } from './probed.ts';

const probeSeconds = 20;
const probed = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), version: z.string(), device: z.string(), note: z.string().nullable() }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);

/** The engines as this machine has them, the preferred one first. The library is loaded in a short-lived process, never in this one. */
export async function engineStatuses(): Promise<EngineStatus[]> {
  return [await tensorflowStatus(), portableStatus()];
}

/** The packs that "Get engine" fetches here, the preferred source first: for the CPU, then for a CUDA card that lies idle. */
export async function packsToFetch(): Promise<Pack[]> {
  const found = findPack();
  if (found === null) return packsFor(process.platform, process.arch, 'cpu');
  const answer = await probeOnce(found.folder);
  const idle = answer.ok && answer.note !== null && found.pack?.device === 'cpu';
  return idle ? packsFor(process.platform, process.arch, 'gpu') : [];
}

async function tensorflowStatus(): Promise<EngineStatus> {
  const found = findPack();
  const [pack] = await packsToFetch();
  const fetchable = pack === undefined ? null : { pack: pack.id, bytes: pack.bytes };
  const base = { name: 'tensorflow' as const, title: 'TensorFlow', ready: false, devices: [], fetchable };
  if (found === null) {
    const none = `There is no TensorFlow pack for ${process.platform} on ${process.arch}; the portable engine trains.`;
    const note = pack === undefined ? none : 'Not on this machine yet; training is many times faster with it.';
    return { ...base, version: null, location: null, note };
  }
  const location = found.folder;
  const answer = await probeOnce(location);
  if (!answer.ok) return { ...base, version: found.pack?.version ?? null, location, note: answer.message };
  const note = answer.note ?? (found.pack === null ? 'A library of your own' : packTitle(found.pack));
  return { ...base, ready: true, version: answer.version, devices: [answer.device], location, note };
}

function portableStatus(): EngineStatus {
  const { version } = z.object({ version: z.string() }).parse(createRequire(import.meta.url)('@tensorflow/tfjs-backend-wasm/package.json'));
  const note = 'Always there: WebAssembly on one core';
  return { name: 'portable', title: 'Portable', ready: true, version, devices: ['CPU'], location: null, note, fetchable: null };
}

const known = new Map<string, Promise<Probed>>();

/** What a library is does not change while we run, so it is asked once; only what went wrong is asked again. */
function probeOnce(folder: string): Promise<Probed> {
  const before = known.get(folder);
  if (before !== undefined) return before;
  const asked = probe(folder).then((answer) => {
    if (!answer.ok) known.delete(folder);
    return answer;
  });
  known.set(folder, asked);
  return asked;
}

/** Loads the library of a folder in a process of its own; one that crashes or hangs is an answer too. */
function probe(folder: string): Promise<Probed> {
  return new Promise((resolve) => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = fork(entryPath('probe'), [folder], {
      execPath: bundledNode(),
      execArgv: [],
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const answer = (value: Probed): void => {
      clearTimeout(limit);
      child.removeAllListeners();
      child.on('error', () => undefined); // what it does from here on is of no interest
      child.kill('SIGKILL');
      resolve(value);
    };
    const fail = (why: string): void => answer({ ok: false, message: `TensorFlow in ${folder} could not be tried: ${why}.` });
    const limit = setTimeout(() => fail(`it did not answer within ${probeSeconds} s`), probeSeconds * 1000);
    child.once('message', (message) => {
      const { success, data } = probed.safeParse(message);
      if (success) answer(data);
      else fail('it answered nonsense');
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`the process ended with ${signal ?? code}`));
  });
}
