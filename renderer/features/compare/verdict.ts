import type { Run } from '#app/contract/runs.ts';
import type { ItemWords } from '#app/data/item-words.ts';
import { figureOf, leadOf, type Measure } from '#app/runs/measure.ts';
import { plural } from '#renderer/ui/format.ts';
import { type Contender, marginOf } from './margin.ts';
import { repetitions } from './repetitions.ts';
import { leadWords, spreadWords } from './verdict-words.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Which of the runs is ahead on the validation part, in words, or null where fewer than two were judged. A lead within what chance
 * may make is none; of runs that differ by their seed alone, how far they lie apart. `itemsOf` says how many items a dataset's
 * validation part has (where each step is answered, how many steps), `wordsOf` what they are called, `about` whether their number
 * is an estimate.
 */
export function verdict(
  runs: readonly Run[],
  itemsOf: (dataset: number) => number | null,
  wordsOf: (dataset: number) => ItemWords,
  about: (dataset: number) => boolean = () => false,
): string | null {
  const judged = runs.filter((run) => run.final.validation !== null);
  const contenders = repetitions(judged).flatMap((same): Contender[] => {
    const [run] = same;
    if (run === undefined) return [];
    const name = `${run.name}${same.length > 1 ? ` (mean of ${same.length} seeds)` : ''}`;
    const figures = same.flatMap(({ final }) => (final.validation === null ? [] : [figureOf(final.validation)]));
    return [{ name, measure: run.measure, figures, items: itemsOf(run.dataset), dataset: run.dataset }];
  });
  const [any] = contenders;
  if (any === undefined) return null;
  if (contenders.length === 1) return judged.length < 2 ? null : spreadWords(any.measure, any.figures);
  if (contenders.some(({ measure }) => measure !== any.measure))
    return 'The runs answer in classes and in numbers: no figure says which model is better.';

  const { measure } = any;
  const [first = any, second = any] = contenders.toSorted((a, b) => leadOf(measure, mean(b.figures), mean(a.figures)));
  const lead = leadOf(measure, mean(first.figures), mean(second.figures));
  const ahead = (margin: number | null, what?: string) => `${first.name} leads ${second.name} by ${leadWords(measure, lead, margin, what)}`;
  const words = wordsOf(first.dataset);
  if (first.dataset !== second.dataset) return `${ahead(null, 'validation')}, but on other data: this does not say which model is better.`;
  if (first.items === null || first.items === 0) return `${ahead(null, 'validation')}; on how many ${words.many} is not known.`;
  const on = `on ${about(first.dataset) ? 'about ' : ''}${plural(first.items, `validation ${words.one}`)}`;
  const margin = marginOf(first, second);
  if (margin === null) return `${ahead(null)} ${on}. A single seed does not tell a lead from luck: repeat them with others.`;
  const seeds = first.figures.length > 1 && second.figures.length > 1 ? '' : ' One seed each: repeat them with others to be surer.';
  if (lead >= margin && lead > 0) return `${ahead(margin)} ${on}: a clear lead.${seeds}`;
  const what = isNothing(measure, lead, mean(second.figures))
    ? `${first.name} and ${second.name} are equal ${on}`
    : `${ahead(margin)} ${on}`;
  return `${what}: no clear winner.${seeds}`;
}

/** Whether a lead would be read as 0: below a twentieth of a point, or of a thousandth of the error. */
const isNothing = (measure: Measure, lead: number, figure: number): boolean => lead < (measure === 'accuracy' ? 0.0005 : 0.0005 * figure);
