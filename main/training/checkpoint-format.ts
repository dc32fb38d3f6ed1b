import { createHash } from 'node:crypto';
import { z } from 'zod';
import { metrics } from '#app/contract/runs.ts';
import { appError } from '#app/errors.ts';
import type { NamedArray } from '#main/engine/engine.ts';
import type { Configuration } from './protocol.ts';

/*
 * A checkpoint is one file:
 *   8 bytes   "UNFOLDC1"
 *   4 bytes   length of the header, uint32 little-endian
 *   32 bytes  SHA-256 of the header
 *   header    JSON: what the arrays are, where they lie, the SHA-256 of the body, where training stands
 *   body      raw float32, little-endian, array after array in the header's order, no gaps
 * Every byte is covered: the header by its own sum, the body by the sum in the header. Arrays are read as the processor
 * has them; Node runs on little-endian processors only.
 */
const MAGIC = Buffer.from('UNFOLDC1', 'latin1');
const PREFIX = MAGIC.length + 4 + 32;
const HEADER_MOST = 16 * 2 ** 20;
const VALUES_MOST = 2 ** 31;

/** Where training stands after an epoch: all that the next epoch's outcome depends on beside the arrays. */
export const progress = z.object({
  epoch: z.int().positive(),
  /** Steps done over the whole run; learning rate, dropout and shuffle follow from (seed, step) and (seed, epoch). */
  step: z.int().positive(),
  seed: z.int().nonnegative(),
  bestEpoch: z.int().positive(),
  /** The least loss watched so far, and how many epochs ago early stopping saw it fall. */
  bestLoss: z.number(),
  stopping: z.object({ least: z.number(), waited: z.int().nonnegative() }).nullable(),
  train: metrics,
  validation: metrics.nullable(),
});
export type Progress = z.infer<typeof progress>;

const header = z.object({
  format: z.literal(1),
  run: z.int().positive(),
  configuration: z.object({ hash: z.string(), parts: z.record(z.string(), z.string()) }),
  progress,
  arrays: z
    .array(
      z.object({
        group: z.enum(['weights', 'slots']),
        name: z.string().min(1).max(500),
        dtype: z.literal('float32'),
        shape: z.array(z.int().nonnegative().max(VALUES_MOST)).max(8),
        offset: z.int().nonnegative(),
      }),
    )
    .max(100_000),
  body: z.object({ bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
});

/** A checkpoint in memory. `bodySha256` is over all arrays: two runs that are equal have equal ones. */
export interface Checkpoint {
  run: number;
  configuration: Configuration;
  progress: Progress;
  weights: NamedArray[];
  slots: NamedArray[];
}

const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, dimension) => product * dimension, 1);
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** The file's bytes as pieces to be written one after another (the arrays are not copied), and the SHA-256 of its body. */
export function encodeCheckpoint(checkpoint: Checkpoint): { pieces: Uint8Array[]; bodySha256: string } {
  let offset = 0;
  const body = createHash('sha256');
  const entryOf = (group: 'weights' | 'slots') => (array: NamedArray) => {
    const entry = { group, name: array.name, dtype: 'float32' as const, shape: array.shape, offset };
    offset += array.values.byteLength;
    body.update(bytesOf(array.values));
    return entry;
  };
  const arrays = [...checkpoint.weights.map(entryOf('weights')), ...checkpoint.slots.map(entryOf('slots'))];
  const bodySha256 = body.digest('hex');
  const { run, configuration, progress } = checkpoint;
  const head = Buffer.from(
    JSON.stringify({ format: 1, run, configuration, progress, arrays, body: { bytes: offset, sha256: bodySha256 } } satisfies z.infer<
      typeof header
    >),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);

  const arraysBytes = [...checkpoint.weights, ...checkpoint.slots].map((array) => bytesOf(array.values));
  return { pieces: [MAGIC, length, sha256(head), head, ...arraysBytes], bodySha256 };
}

/** Reads a checkpoint's bytes; `file` is for the message. Throws checkpoint-damaged for anything that is not whole and sound. */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint & { bodySha256: string } {
  const refuse = (problem: string): never => {
    throw appError('checkpoint-damaged', { file, problem });
  };
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (whole.length < PREFIX || !whole.subarray(0, MAGIC.length).equals(MAGIC)) return refuse('it does not begin like one');
  const length = whole.readUInt32LE(MAGIC.length);
  if (length > HEADER_MOST || PREFIX + length > whole.length) return refuse(`its header claims ${length} bytes`);
  const head = whole.subarray(PREFIX, PREFIX + length);
  if (!sha256(head).equals(whole.subarray(MAGIC.length + 4, PREFIX))) return refuse('its header has changed');

  const parsed = header.safeParse(parseJson(head.toString('utf8')));
  if (!parsed.success) return refuse(parsed.error.issues[0]?.message ?? 'its header cannot be read');
  const { run, configuration, progress, arrays, body } = parsed.data;
  const content = whole.subarray(PREFIX + length);
  if (content.length !== body.bytes) return refuse(`its body must have ${body.bytes} bytes, it has ${content.length}`);
  if (sha256(content).toString('hex') !== body.sha256) return refuse('its body has changed');

  // Copied so that every array starts on a boundary of 4 bytes, whatever the header's length.
  const values = new Uint8Array(content).buffer;
  const groups: Record<'weights' | 'slots', NamedArray[]> = { weights: [], slots: [] };
  let offset = 0;
  for (const array of arrays) {
    const size = sizeOf(array.shape);
    if (array.offset !== offset || size > VALUES_MOST || offset + size * 4 > body.bytes)
      return refuse(`"${array.name}" lies outside of its body`);
    groups[array.group].push({ name: array.name, shape: array.shape, values: new Float32Array(values, offset, size) });
    offset += size * 4;
  }
  if (offset !== body.bytes) return refuse('its body holds more than its header says');
  return { run, configuration, progress, ...groups, bodySha256: body.sha256 };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
