import { mkdir, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { appError } from '#app/errors.ts';
import type { TrainingStep } from '#main/engine/engine.ts';
import { StateMisfit } from '#main/engine/named-arrays.ts';
import type { Disk } from '#main/store/disk.ts';
import { systemCode, type Written, writeWhole } from '#main/store/whole-file.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint-format.ts';

/** Node reads no larger file at once, and the engines train no larger model. */
const BYTES_MOST = 2 ** 31 - 1;

/** Name of an epoch's checkpoint below a run's checkpoints folder. */
export const checkpointName = (epoch: number): string => `epoch-${String(epoch).padStart(5, '0')}.ckpt`;

/** Writes it whole or not at all; throws disk-full or write-failed. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint, disk?: Disk): Promise<Written & { file: string }> {
  await mkdir(folder, { recursive: true });
  const file = checkpointName(checkpoint.progress.epoch);
  const { pieces } = encodeCheckpoint(checkpoint);
  const what = `the checkpoint of epoch ${checkpoint.progress.epoch}`;
  const written = await writeWhole(
    join(folder, file),
    (async function* () {
      yield* pieces;
    })(),
    disk === undefined ? { what } : { what, disk },
  );
  return { ...written, file };
}

/**
 * Puts a checkpoint's arrays into a model; throws checkpoint-damaged where they are another model's. Evaluation wants its
 * weights alone.
 */
export async function restoreCheckpoint(
  step: Pick<TrainingStep, 'restore'>,
  { weights, slots }: Pick<Checkpoint, 'weights' | 'slots'>,
  path: string,
): Promise<void> {
  try {
    await step.restore({ weights, slots });
  } catch (error) {
    if (!(error instanceof StateMisfit)) throw error;
    throw appError('checkpoint-damaged', { file: nameOf(path), problem: `it is of another model: ${error.message}` });
  }
}

const nameOf = (path: string): string => join(basename(dirname(path)), basename(path));

/** Reads and checks one; throws checkpoint-damaged for a missing, cut or changed file. */
export async function readCheckpoint(path: string): Promise<Checkpoint & { bodySha256: string }> {
  const name = nameOf(path);
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > BYTES_MOST) throw appError('checkpoint-damaged', { file: name, problem: `it has ${size} bytes` });
      return decodeCheckpoint(await handle.readFile(), name);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    throw appError(
      'checkpoint-damaged',
      { file: name, problem: code === 'ENOENT' ? 'it is not there' : `reading it failed with ${code}` },
      String(error),
    );
  }
}
