import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import { channelCount } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import type { Tf } from '#main/engine/engine.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import type { Exporter, ExportModel } from './exporter.ts';
import { readme } from './tfjs-readme.ts';

/** Browsers cache and fetch files of this size well; TF.js' own converter cuts here too. */
const SHARD_BYTES = 4 * 2 ** 20;

const described = z.object({
  className: z.string(),
  config: z.looseObject({ resetAfter: z.unknown().optional(), layer: z.unknown().optional() }),
});

/** The standard TF.js layers format: model.json with the weights beside it, in Keras' names. */
export const tfjsExporter: Exporter = {
  name: 'tfjs',
  title: 'TensorFlow.js',
  description: 'A folder with model.json, its weights, and unfold.json: preprocessing, labels, figures and ten worked examples.',
  opensWith: 'any web page or Node program with @tensorflow/tfjs: tf.loadLayersModel',

  async write(tf, model, folder) {
    refuseResetAfter(model);
    const artifacts = await artifactsOf(tf, model.layers);
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
    await writeWhole(join(folder, 'unfold.json'), JSON.stringify(aboutFile(model), null, 2));
    await writeWhole(join(folder, 'README.txt'), readme(model));
  },

  async answer(tf, folder, { examples, preprocessing }) {
    const loaded = await tf.loadLayersModel(fromFolder(folder));
    const { height, width, channels } = preprocessing;
    const answers = tf.tidy(() => {
      const pixels = Float32Array.from(Buffer.concat(examples.map((example) => example.pixels)));
      const input = tf.tensor4d(pixels, [examples.length, height, width, channelCount[channels]]);
      // A model with one output answers one tensor.
      return loaded.predict(input) as tfjs.Tensor;
    });
    const probabilities = Float32Array.from(await answers.data());
    answers.dispose();
    loaded.dispose();
    return probabilities;
  },
};

/** The library that opens the files computes a GRU's reset before the product alone. Throws export-reset-after. */
function refuseResetAfter({ layers }: ExportModel): void {
  const gru = layers.layers.find((layer) => resetsAfter({ className: layer.getClassName(), config: layer.getConfig() }));
  if (gru !== undefined) throw appError('export-reset-after', { layer: gru.name, format: tfjsExporter.title });
}

/** Of a layer's description, or of the layer that it wraps. */
function resetsAfter(description: unknown): boolean {
  const read = described.safeParse(description);
  if (!read.success) return false;
  const { className, config } = read.data;
  return (className === 'GRU' && config.resetAfter === true) || resetsAfter(config.layer);
}

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
function fromFolder(folder: string): tfjs.io.IOHandler {
  return {
    async load() {
      // We wrote this file ourselves a moment ago.
      const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as tfjs.io.ModelJSON;
      const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
      const shards = await Promise.all(json.weightsManifest.flatMap((group) => group.paths).map((path) => readFile(join(folder, path))));
      return { modelTopology: json.modelTopology, weightSpecs, weightData: new Uint8Array(Buffer.concat(shards)).buffer };
    },
  };
}

/** What unfold.json says: all that a stranger must do to a picture before, what comes out, and how to check it. */
function aboutFile({ preprocessing, labels, examples, about }: ExportModel): Record<string, unknown> {
  const { width, height, channels, fit, background } = preprocessing;
  return {
    format: 'unfold-model',
    version: 1,
    ...about,
    preprocessing: {
      kind: 'images',
      width,
      height,
      channels,
      fit,
      background,
      filter: 'triangle',
      orientation: 'turned as its EXIF data says, before anything else',
      scale: 'in the model: it takes pixels from 0 to 255',
    },
    input: { shape: [null, height, width, channelCount[channels]], dtype: 'float32', least: 0, most: 255 },
    output: { shape: [null, labels.length], dtype: 'float32', meaning: 'the probability of each label, in the order of "labels"' },
    labels,
    examples: examples.map((example) => ({
      label: example.label === null ? null : (labels[example.label] ?? null),
      pixels: Buffer.from(example.pixels).toString('base64'),
      probabilities: [...example.probabilities],
    })),
  };
}
