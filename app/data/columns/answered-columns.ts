import type { Preprocessing } from '../preprocessing.ts';
import type { TableFacts } from '../tables/facts.ts';

/** What of a dataset tells which columns are answered. */
export interface AnsweredData {
  preprocessing: Preprocessing;
  table: TableFacts | null;
}

/** The columns that are answered, where such are: names with their units. */
export function answeredColumns({ preprocessing, table }: AnsweredData): { name: string; unit: string | null }[] {
  if (preprocessing.kind !== 'tables' && preprocessing.kind !== 'series') return [];
  return preprocessing.targets.map((name) => ({ name, unit: table?.columns.find((column) => column.name === name)?.unit ?? null }));
}

/** The unit that a mean over all of them has; null where there is none, or they differ. */
export function sharedUnit(data: AnsweredData): string | null {
  const [first, ...others] = answeredColumns(data);
  return first !== undefined && others.every(({ unit }) => unit === first.unit) ? first.unit : null;
}
