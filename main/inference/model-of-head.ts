import { headSettings } from '#app/data/columns/fitted-heads.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import { headName } from '#app/data/tables/heads.ts';
import { appError } from '#app/errors.ts';
import type { ModelOfRun } from './trained-model.ts';

/**
 * The model as one that has this head alone, for whoever asks one kind of question; without a name the first of several. What answers in
 * one way stays as it is. Throws head-unknown.
 */
export function modelOfHead(of: ModelOfRun, name?: string): ModelOfRun {
  const heads = of.dataset.table?.heads ?? [];
  const head = name === undefined ? heads[0] : heads.find((each) => headName(each) === name);
  if (head === undefined) {
    if (name === undefined) return of;
    throw appError('head-unknown', { run: of.run.name, heads: heads.map(headName), got: name });
  }
  const preprocessing = headSettings(asColumns(of.dataset.preprocessing), head);
  const { classes } = head;
  return {
    ...of,
    dataset: { ...of.dataset, preprocessing, classes },
    model: { ...of.model, preprocessing, head: headName(head), classes: classes.map((each) => each.name) },
  };
}
