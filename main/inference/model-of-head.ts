import { headNames, ofHead } from '#app/data/tables/of-head.ts';
import { appError } from '#app/errors.ts';
import type { ModelOfRun } from './trained-model.ts';

/**
 * The model as one that has this head alone, for whoever asks one kind of question; without a name the first of several. What answers in
 * one way stays as it is. Throws head-unknown.
 */
export function modelOfHead(of: ModelOfRun, name?: string): ModelOfRun {
  const heads = headNames(of.dataset);
  const dataset = ofHead(of.dataset, name);
  if (dataset === undefined) throw appError('head-unknown', { run: of.run.name, heads, got: name ?? '' });
  const head = name ?? heads[0];
  if (head === undefined) return of;
  const { preprocessing, classes } = dataset;
  return { ...of, dataset, model: { ...of.model, preprocessing, head, classes: classes.map((each) => each.name) } };
}
