import type { BlockContext } from '#app/blocks/block.ts';
import type { Dataset } from '#app/contract/datasets.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import { counted } from '#app/numbers.ts';
import { count, plural } from '#renderer/ui/format.ts';

/** Targets that are named; of more their number. */
const mostNamed = 3;

/** What a model for this data answers: "2 classes", "one of 5 tags for each", "price (EUR)", "the next 7 steps of sold". */
export function answerWords({ answers, classes, heads = [] }: BlockContext, dataset: Dataset): string {
  switch (answers) {
    case 'next':
      return `one of ${count(classes ?? 0)} codes after each`;
    case 'step':
      return `one of ${plural(dataset.classes.length, 'tag')} for each`;
    case 'labels':
      return `${plural(classes ?? 0, 'label')} that may hold at once`;
    case 'several':
      return `answered with ${heads.map(({ columns }) => columns.join(', ')).join(' and ')}, each by a head of its own`;
    case 'numbers':
      return numberWords(dataset);
    default:
      return plural(dataset.classes.length, 'class', 'classes');
  }
}

function numberWords({ preprocessing }: Dataset): string {
  const settings = asColumns(preprocessing);
  const { targets } = settings;
  const named = targets.length > mostNamed ? counted(targets.length, 'number') : targets.join(' and ');
  if (settings.kind === 'tables') return `answered with ${named}`;
  const steps = settings.horizon === 1 ? 'the next step' : `the next ${counted(settings.horizon, 'step')}`;
  return `answered with ${steps} of ${named}${settings.quantiles.length > 1 ? ', with ranges' : ''}`;
}
