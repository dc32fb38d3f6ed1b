import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '#main/engine/engine.ts';
import { loadStockModel } from '#main/engine/stock-class.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import type { Exporter } from './exporter.ts';
import { readableJson } from './readable-json.ts';
import { filesOf } from './tfjs/kinds.ts';
import { refuseUnreadable } from './tfjs/refused.ts';

/** Browsers cache and fetch files of this size well; TF.js' own converter cuts here too. */
const SHARD_BYTES = 4 * 2 ** 20;

/** The standard TF.js layers format: model.json with the weights beside it, in Keras' names. */
export const tfjsExporter: Exporter = {
  name: 'tfjs',
  title: 'TensorFlow.js',
  description: 'A folder with model.json, its weights, and unfold.json: preprocessing, what it answers, figures and ten worked examples.',
  opensWith: 'any web page or Node program with @tensorflow/tfjs: tf.loadLayersModel',

  async write(tf, { layers, data, labels, about }, folder) {
    refuseUnreadable(layers, tfjsExporter.title);
    const artifacts = await artifactsOf(tf, layers);
    const weights = new Uint8Array(tf.io.CompositeArrayBuffer.join(artifacts.weightData));
    const count = Math.max(1, Math.ceil(weights.length / SHARD_BYTES));
    const paths = Array.from({ length: count }, (_, shard) => `weights-${shard + 1}-of-${count}.bin`);
    for (const [shard, path] of paths.entries()) {
      await writeWhole(join(folder, path), weights.subarray(shard * SHARD_BYTES, (shard + 1) * SHARD_BYTES));
    }
    const json = {
      format: 'layers-model',
      generatedBy: `TensorFlow.js tfjs-layers v${tf.version_layers}`,
      convertedBy: 'Unfold',
      modelTopology: artifacts.modelTopology,
      weightsManifest: [{ paths, weights: artifacts.weightSpecs }],
    };
    await writeWhole(join(folder, 'model.json'), JSON.stringify(json));
    const kind = filesOf(data, labels);
    await writeWhole(join(folder, 'unfold.json'), readableJson({ format: 'unfold-model', version: 1, ...about, ...kind.about() }));
    for (const [name, content] of Object.entries(kind.files())) await writeWhole(join(folder, name), content);
  },

  async answer(tf, folder, { data, labels }) {
    const loaded = await loadStockModel(tf, await artifactsIn(folder));
    const tensors: tfjs.Tensor[] = [];
    try {
      const { input, answersOf } = await filesOf(data, labels).question(tf, folder);
      tensors.push(input);
      // A model with one output answers one tensor.
      const answers = tf.tidy(() => loaded.predict(input) as tfjs.Tensor);
      tensors.push(answers);
      return answersOf(Float32Array.from(await answers.data()));
    } finally {
      tf.dispose(tensors);
      loaded.dispose();
    }
  },
};

/** Topology and weights as the library itself would save them. */
async function artifactsOf(tf: Tf, layers: tfjs.LayersModel): Promise<tfjs.io.ModelArtifacts & { weightData: tfjs.io.WeightData }> {
  const caught: tfjs.io.ModelArtifacts[] = [];
  await layers.save(
    tf.io.withSaveHandler(async (artifacts) => {
      caught.push(artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
  );
  const [artifacts] = caught;
  if (artifacts?.weightData === undefined) throw new Error('The model must hand out its weights; it did not');
  return { ...artifacts, weightData: artifacts.weightData };
}

/** Reads model.json and the files it names, like a web page does. */
async function artifactsIn(folder: string): Promise<tfjs.io.ModelArtifacts> {
  // We wrote this file ourselves a moment ago.
  const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as tfjs.io.ModelJSON;
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  const shards = await Promise.all(json.weightsManifest.flatMap((group) => group.paths).map((path) => readFile(join(folder, path))));
  return { modelTopology: json.modelTopology, weightSpecs, weightData: new Uint8Array(Buffer.concat(shards)).buffer };
}
