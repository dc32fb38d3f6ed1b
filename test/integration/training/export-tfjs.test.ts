import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Exported } from '#app/contract/exports.ts';
import { drawProject, isOver, openTrainingWorkspace, type TrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

/** A program that knows nothing of Unfold: plain TensorFlow.js, the folder, and what unfold.json says. */
const stranger = `
  const tf = require('@tensorflow/tfjs');
  const { readFileSync } = require('node:fs');
  const { join } = require('node:path');
  const folder = process.argv[1];
  const read = (name) => readFileSync(join(folder, name));
  (async () => {
    const { modelTopology, weightsManifest } = JSON.parse(read('model.json'));
    const weightSpecs = weightsManifest.flatMap((group) => group.weights);
    const weightData = new Uint8Array(Buffer.concat(weightsManifest.flatMap((group) => group.paths).map(read))).buffer;
    const model = await tf.loadLayersModel({ load: async () => ({ modelTopology, weightSpecs, weightData }) });
    const about = JSON.parse(read('unfold.json'));
    let worst = 0;
    for (const example of about.examples) {
      const pixels = tf.tensor(Float32Array.from(Buffer.from(example.pixels, 'base64')), [1, ...about.input.shape.slice(1)]);
      const answer = await model.predict(pixels).data();
      for (const [place, probability] of example.probabilities.entries()) worst = Math.max(worst, Math.abs(answer[place] - probability));
    }
    console.log(JSON.stringify({ backend: tf.getBackend(), examples: about.examples.length, labels: about.labels, worst }));
  })();
`;

describe(`export for TensorFlow.js of a run on ${trainingEngine}`, () => {
  let workspace: TrainingWorkspace;
  let run: number;
  let folder: string;
  const create = (out?: string) => workspace.exports.create({ run, format: 'tfjs', out }, workspace.call);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unfold-export-'));
    workspace = await openTrainingWorkspace();
    run = (await workspace.start(await drawProject(workspace), { epochs: 2 })).id;
    expect(await workspace.until(run, isOver)).toMatchObject({ state: 'finished', error: null });
  });
  afterAll(async () => {
    await workspace.close();
    await rm(folder, { recursive: true });
  });

  it('loads in a program that knows nothing of Unfold, with the same probabilities', async () => {
    const out = join(folder, 'model');
    const exported = await workspace.job<Exported>(create(out));
    expect(exported).toMatchObject({ format: 'tfjs', out, examples: 10 });
    expect(exported.maxDifference).toBeLessThanOrEqual(1e-5);
    expect(exported.files.map((file) => file.path)).toEqual(['README.txt', 'model.json', 'unfold.json', 'weights-1-of-1.bin']);
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', stranger, out], { cwd: process.cwd() });
    const seen = z
      .object({ backend: z.string(), examples: z.int(), labels: z.array(z.string()), worst: z.number() })
      .parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    expect(seen).toMatchObject({ examples: 10, labels: ['low', 'middle', 'high'] });
    expect(seen.worst).toBeLessThanOrEqual(1e-5);
  });

  it('names only standard layers', async () => {
    const out = join(folder, 'standard');
    await workspace.job(create(out));
    const { modelTopology } = JSON.parse(await readFile(join(out, 'model.json'), 'utf8'));
    const names = modelTopology.config.layers.map((layer: { class_name: string }) => layer.class_name);
    expect(names).toEqual(['InputLayer', 'Rescaling', 'Conv2D', 'BatchNormalization', 'Flatten', 'Dropout', 'Dense', 'Activation']);
  });

  it('says of itself what the pictures must go through, and where it comes from', async () => {
    const out = join(folder, 'about');
    await workspace.job(create(out));
    expect(JSON.parse(await readFile(join(out, 'unfold.json'), 'utf8'))).toMatchObject({
      format: 'unfold-model',
      preprocessing: { width: 8, height: 8, channels: 'gray', fit: 'stretch', filter: 'triangle' },
      labels: ['low', 'middle', 'high'],
      run: { id: run, data: 'Rows', model: 'Tiny v1', settings: { loss: 'categorical-crossentropy' } },
    });
  });

  it('writes into an empty folder that is there, and makes one below the workspace by itself', async () => {
    const out = join(folder, 'empty');
    await mkdir(out);
    await workspace.job(create(out));
    expect(await readdir(out)).toContain('model.json');
    const { out: own } = await workspace.job<Exported>(create());
    expect(own.startsWith(workspace.folders.exports)).toBe(true);
  });

  it('never writes into a folder that holds something', async () => {
    const out = join(folder, 'full');
    await mkdir(out);
    await writeFile(join(out, 'thesis.txt'), 'mine');
    await expect(create(out)).rejects.toMatchObject({ code: 'export-not-empty' });
    expect(await readdir(out)).toEqual(['thesis.txt']);
  });

  it('leaves no temporary folder behind', async () => {
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('refuses a format that is not there', async () => {
    await expect(workspace.exports.create({ run, format: 'docx', out: undefined }, workspace.call)).rejects.toMatchObject({
      code: 'format-unknown',
    });
  });
});
