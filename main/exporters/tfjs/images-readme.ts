import { channelCount, type ImagePreprocessing } from '#app/data/images.ts';

/** README.txt of a TF.js export of images: how to load it, how to check it. */
export function imagesReadme({ width, height, channels, fit }: ImagePreprocessing, labels: readonly string[]): string {
  const count = channelCount[channels];
  return `A neural network for images, made with Unfold, in the standard TensorFlow.js layers format.

  model.json, weights-*.bin   the network
  unfold.json                 preprocessing, labels, figures of the training run, examples with their answers

It takes pixels from 0 to 255, [batch, ${height}, ${width}, ${count}] (${channels}, ${fit}ed to ${width}×${height}), and answers
${labels.length} probabilities, in the order of "labels" in unfold.json. The scaling to 0–1 is inside.

In a web page:

  import * as tf from '@tensorflow/tfjs';
  const model = await tf.loadLayersModel('model.json');
  const about = await (await fetch('unfold.json')).json();
  const pixels = tf.image.resizeBilinear(tf.browser.fromPixels(imageElement, ${count}), [${height}, ${width}]);
  const probabilities = await model.predict(pixels.toFloat().expandDims()).data();
  console.log(about.labels[probabilities.indexOf(Math.max(...probabilities))]);

To check it, feed an example's own pixels:

  const [example] = about.examples;
  const bytes = Uint8Array.from(atob(example.pixels), (letter) => letter.charCodeAt(0));
  const answer = await model.predict(tf.tensor4d(Float32Array.from(bytes), [1, ${height}, ${width}, ${count}])).data();
  // answer equals example.probabilities to 0.00001

A page's resizing is not exactly Unfold's (triangle filter), so its answers to pictures differ a little.
`;
}
