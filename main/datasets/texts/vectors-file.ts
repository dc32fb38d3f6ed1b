import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TextFacts } from '#app/data/texts/facts.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { readVectors } from '#app/data/texts/vectors/vectors.ts';
import { appError } from '#app/errors.ts';
import { draws } from '#app/runs/random.ts';
import { TextFile } from '#main/importers/texts/text-file.ts';
import { writeWhole } from '#main/store/whole-file.ts';

/** Name of the vectors beside the codes: float32, [codes, dimension]. */
const vectorsName = 'vectors.f32';

/** A word without a vector begins with random numbers up to so many, as an Embedding does. */
const random = 0.05;

/**
 * Reads the vectors of the vocabulary's words out of a file and keeps them in the prepared folder; words that it lacks get random
 * ones. Throws as readVectors does, and file-missing, file-closed, text-file-empty or text-file-other.
 */
export async function keepVectors(out: string, fitted: FittedText, file: string): Promise<TextFacts['vectors']> {
  await (await TextFile.open(file)).close();
  const { vectors, found, dimension, coverage, lines } = await readVectors(createReadStream(file, 'utf8'), fitted, basename(file));
  // Code 0 is padding, and stays 0.
  for (let code = 1; code < found.length; code += 1) {
    if (found[code] === 1) continue;
    const { next } = draws(code);
    for (let at = 0; at < dimension; at += 1) vectors[code * dimension + at] = random * (2 * next() - 1);
  }
  await writeWhole(join(out, vectorsName), new Uint8Array(vectors.buffer), { what: 'the word vectors' });
  return { file, dimension, ...coverage, lines };
}

/** The vectors in a prepared folder, [codes, dimension]; null where none were read. Rejects with dataset-damaged. */
export async function readKeptVectors(folder: string, codes: number): Promise<{ dimension: number; values: Float32Array } | null> {
  const content = await readFile(join(folder, vectorsName)).catch(() => null);
  if (content === null) return null;
  const dimension = content.length / 4 / codes;
  if (!Number.isInteger(dimension))
    throw appError('dataset-damaged', { folder, problem: `${vectorsName} must have a row for each of ${codes} tokens` });
  return { dimension, values: new Float32Array(new Uint8Array(content).buffer) };
}
