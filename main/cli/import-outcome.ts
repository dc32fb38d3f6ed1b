import { type ImportReport, importReport } from '#app/contract/datasets.ts';
import type { CallOutput } from '#app/contract/index.ts';
import { table } from './table.ts';

/** The job's result as the contract says it, checked: it crossed the wire as "unknown". */
export const reportOf = (job: CallOutput<'jobs.get'>): ImportReport => importReport.parse(job.result);

/** What items are called and what their classes are counts of: images of a class, words of a tag. */
interface Words {
  items: string;
  class: string;
  classes: string;
  counted: string;
}

/** What an import came to, for people, and how to go on. */
export function importText({ dataset, items, classes, skipped, duplicates }: ImportReport, words: Words, goOn: string): string {
  const head = `Dataset ${dataset}: ${items.toLocaleString('en')} ${words.items}`;
  const lines = classes.length === 0 ? [head] : [`${head} in ${classes.length} ${words.classes}`, '', classTable(classes, words)];
  if (skipped.length > 0) lines.push('', ...skippedLines(skipped));
  if (duplicates.length > 0) lines.push('', `Copies ${duplicates.length}:`, ...some(duplicates, ({ path, of }) => `${path} is ${of}`));
  return [...lines, '', `Go on with: ${goOn}`].join('\n');
}

const classTable = (classes: ImportReport['classes'], words: Words): string =>
  table(classes, [
    { head: words.class, cell: ({ name }) => name },
    { head: words.counted, right: true, cell: (each) => each.items.toLocaleString('en') },
  ]);

/** What was skipped and why, the first of it. */
export const skippedLines = (skipped: ImportReport['skipped']): string[] => [
  `Skipped ${skipped.length}:`,
  ...some(skipped, ({ path, reason }) => `${path}: ${reason}`),
];

function some<T>(list: readonly T[], tell: (each: T) => string): string[] {
  const shown = list.slice(0, 20).map((each) => `  ${tell(each)}`);
  return list.length > shown.length ? [...shown, `  and ${list.length - shown.length} more (--json lists all)`] : shown;
}
