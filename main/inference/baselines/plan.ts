import { shuffled } from '#app/runs/shuffle.ts';
import { outputsOf } from './logistic-regression.ts';

/**
 * How much a baseline may take: about 5 s of a processor and 400 MB, whatever the data. Work is bounded, not time, so that it comes
 * out the same anywhere. Where there is too much, fewer texts are learned from, and the baseline says so; none is cut short
 * before 2,000 terms: what stands at the end of a text may be what counts.
 */
export const mostTerms = 2000;
const mostTexts = 50_000;
const mostEntries = 2_000_000;
/** Entries × outputs that a step goes through. */
const mostProducts = 25_000_000;
const productsInAll = 250_000_000;
/** What minimising itself does with each weight in a step, in such products. */
const productsPerWeight = 5;
const mostWeights = 1_000_000;
const [leastSteps, mostSteps] = [15, 200];
const [sampleSeed, drawSeed] = [1, 2];
const sampled = 200;

/** Some of the items, always the same ones, in their order. */
function drawn(items: Int32Array, count: number, seed: number): Int32Array {
  return count >= items.length ? items : shuffled(items, seed, 0).subarray(0, count).sort();
}

/** The items that tell how many terms a text has. */
export const sampleOf = (train: Int32Array): Int32Array => drawn(train, sampled, sampleSeed);

/** The items to learn from, where a text has so many terms on average. */
export function learnedFrom(train: Int32Array, meanTerms: number, classes: number): Int32Array {
  const entries = Math.min(mostEntries, Math.floor(mostProducts / outputsOf(classes)));
  return drawn(train, Math.min(mostTexts, Math.max(classes, Math.floor(entries / Math.max(1, meanTerms)))), drawSeed);
}

/** The items to learn what follows what from, where each has so many steps at most. */
export const learnedSteps = (train: Int32Array, steps: number): Int32Array =>
  drawn(train, Math.max(1, Math.floor(mostEntries / steps)), drawSeed);

/** Distinct terms that may have a weight for each class. */
export const featuresFor = (classes: number): number => Math.max(1, Math.floor(mostWeights / outputsOf(classes)) - 1);

/** Steps that there is time for, with so many entries and distinct terms. */
export function stepsFor(entries: number, features: number, classes: number): number {
  const products = (entries + productsPerWeight * (features + 1)) * outputsOf(classes);
  return Math.max(leastSteps, Math.min(mostSteps, Math.floor(productsInAll / products)));
}
