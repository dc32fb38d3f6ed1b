import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { appError } from '#app/errors.ts';
import type { Tf } from '#main/engine/engine.ts';
import { makeFolder } from '#main/make-folder.ts';
import { disk } from '#main/store/disk.ts';
import { systemCode, temporaryEnding, writeError } from '#main/store/whole-file.ts';
import type { Example, Exporter, ExportModel } from './exporter.ts';

/** The largest difference between the file's answers and the app's that still counts as the same: of probabilities, of numbers scaled. */
export const DIFFERENCE_ALLOWED = 1e-5;

export interface Proven {
  files: { path: string; bytes: number }[];
  examples: number;
  maxDifference: number;
}

/**
 * Writes the files beside `out`, reads them again with a fresh model, runs the examples, and only then gives the folder
 * its name. Throws export-not-empty, export-differs, disk-full or write-failed, and leaves nothing then.
 */
export async function exportProven(exporter: Exporter, tf: Tf, model: ExportModel, out: string): Promise<Proven> {
  const target = resolve(out);
  await requireFree(target);
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}${temporaryEnding}`);
  try {
    await makeFolder(temporary);
    await exporter.write(tf, model, temporary);
    const maxDifference = largestDifference(await exporter.answer(tf, temporary, model), model.data.examples);
    // Written so that "not a number" fails too.
    if (!(maxDifference <= DIFFERENCE_ALLOWED))
      throw appError('export-differs', { difference: maxDifference, allowed: DIFFERENCE_ALLOWED });
    const files = await filesOf(temporary);
    await rmdir(target).catch(ignoreMissing);
    await rename(temporary, target);
    await disk.syncFolder(dirname(target));
    return { files, examples: model.data.examples.length, maxDifference };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw writeError(error, target, 'the export');
  }
}

/** The largest absolute difference over all numbers; NaN when an answer is missing or is not a number, or none was asked for. */
export function largestDifference(answers: Float32Array, examples: readonly Pick<Example, 'outputs'>[]): number {
  const expected = examples.flatMap(({ outputs }) => [...outputs]);
  if (answers.length !== expected.length || expected.length === 0) return Number.NaN;
  let largest = 0;
  for (const [place, output] of expected.entries()) {
    const difference = Math.abs((answers[place] ?? Number.NaN) - output);
    if (Number.isNaN(difference)) return difference;
    largest = Math.max(largest, difference);
  }
  return largest;
}

/** Throws export-not-empty unless the folder is empty or not there. */
export async function requireFree(folder: string): Promise<void> {
  try {
    if ((await readdir(folder)).length > 0) throw appError('export-not-empty', { folder });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOTDIR') throw appError('export-not-empty', { folder });
    if (code !== 'ENOENT') throw error;
  }
}

async function filesOf(folder: string): Promise<{ path: string; bytes: number }[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (path) => ({ path, bytes: (await stat(join(folder, path))).size })));
}

function ignoreMissing(error: unknown): void {
  if (systemCode(error) !== 'ENOENT') throw error;
}
