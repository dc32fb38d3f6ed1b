import { z } from 'zod';

/** What one head of a model answers: a class, numbers, or which of several labels hold. */
export const headAnswers = z.enum(['class', 'numbers', 'labels']);

/** One way of answering with the columns that are answered so: one of classes, or all that hold numbers, or yes and no. */
export const tableHead = z.object({ answers: headAnswers, targets: z.array(z.string()).min(1).max(1000) });
export type TableHead = z.infer<typeof tableHead>;

/** What a head is called: its first column, which is no other head's. */
export const headName = ({ targets }: Pick<TableHead, 'targets'>): string => targets[0] ?? '';

/** The heads that answer such columns: one a column of classes, one of all numbers, one of all labels, in the order of their first columns. */
export function headsOf(columns: readonly { name: string; answers: TableHead['answers'] }[]): TableHead[] {
  const heads: TableHead[] = [];
  for (const { name, answers } of columns) {
    const shared = answers === 'class' ? undefined : heads.find((head) => head.answers === answers);
    if (shared === undefined) heads.push({ answers, targets: [name] });
    else shared.targets.push(name);
  }
  return heads;
}
