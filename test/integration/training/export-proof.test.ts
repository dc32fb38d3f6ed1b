import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toLayers } from '#app/graph/to-layers.ts';
import type { GruArgs } from '#main/engine/recurrent/layers.ts';
import { tf } from '#main/engine/tfjs.ts';
import type { Exporter, ExportModel } from '#main/exporters/exporter.ts';
import { exportProven } from '#main/exporters/proof.ts';
import { tfjsExporter } from '#main/exporters/tfjs.ts';
import { tinyGraph } from '#test/helpers/training-workspace.ts';

/** The exporter as it is, with something done to its files before they are read again. */
const spoiled = (spoil: (folder: string) => Promise<void>): Exporter => ({
  ...tfjsExporter,
  async write(tf, model, folder) {
    await tfjsExporter.write(tf, model, folder);
    await spoil(folder);
  },
});

async function edit(file: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(file, change(await readFile(file)));
}

describe('the proof of an export', () => {
  let folder: string;
  let model: ExportModel;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unfold-proof-'));
    await tf.setBackend('cpu');
    const { layers } = toLayers(tf, tinyGraph, { input: [8, 8, 1], classes: 3 }, 7);
    const pixels = Uint8Array.from({ length: 64 }, (_, at) => (at * 37) % 256);
    const answer = layers.predict(tf.tensor4d(Float32Array.from(pixels), [1, 8, 8, 1]));
    if (Array.isArray(answer)) throw new Error('the model has one output');
    const probabilities = Float32Array.from(await answer.data());
    model = {
      layers,
      preprocessing: { kind: 'images', width: 8, height: 8, channels: 'gray', fit: 'stretch', background: 0 },
      labels: ['a', 'b', 'c'],
      examples: [{ pixels, label: 0, probabilities }],
      about: {},
    };
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['alone', 'in both directions'])('is not asked for a GRU that resets after its product, %s: nothing is written', async (how) => {
    const resetAfter: GruArgs = { units: 3, resetAfter: true, name: how === 'alone' ? 'reader' : 'inner' };
    const input = tf.input({ shape: [8, 8] });
    const gru = tf.layers.gru(resetAfter);
    const read = (how === 'alone' ? gru : tf.layers.bidirectional({ layer: gru, mergeMode: 'sum', name: 'reader' })).apply(input);
    if (Array.isArray(read) || !(read instanceof tf.SymbolicTensor)) throw new Error('the layer has one output');
    const layers = tf.model({ inputs: input, outputs: read });
    const target = join(folder, 'reset-after');
    await expect(exportProven(tfjsExporter, tf, { ...model, layers }, target)).rejects.toMatchObject({
      code: 'export-reset-after',
      message: 'A GRU for TensorFlow.js must reset before its product; reader resets after it.',
    });
    expect(await readdir(folder)).not.toContain('reset-after');
  });

  it('holds for the files as they are written', async () => {
    const proven = await exportProven(tfjsExporter, tf, model, join(folder, 'whole'));
    expect(proven.maxDifference).toBeLessThanOrEqual(1e-5);
  });

  it('fails when one weight is another, and leaves nothing', async () => {
    // The last float is a bias or kernel of the last layer: its change reaches the answers.
    const exporter = spoiled((at) =>
      edit(join(at, 'weights-1-of-1.bin'), (bytes) => {
        bytes.writeFloatLE(bytes.readFloatLE(bytes.length - 4) + 0.01, bytes.length - 4);
        return bytes;
      }),
    );
    await expect(exportProven(exporter, tf, model, join(folder, 'weight'))).rejects.toMatchObject({ code: 'export-differs' });
    expect((await readdir(folder)).filter((name) => name !== 'whole')).toEqual([]);
  });

  it('fails when the answers are not numbers', async () => {
    const exporter = { ...tfjsExporter, answer: async () => new Float32Array([Number.NaN, 0, 0]) };
    await expect(exportProven(exporter, tf, model, join(folder, 'nan'))).rejects.toMatchObject({ code: 'export-differs' });
  });

  it('leaves nothing when a file cannot be read again', async () => {
    const exporter = spoiled((at) => edit(join(at, 'model.json'), (bytes) => bytes.subarray(0, 40)));
    await expect(exportProven(exporter, tf, model, join(folder, 'cut'))).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name !== 'whole')).toEqual([]);
  });
});
