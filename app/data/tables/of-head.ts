import type { Measure } from '../../runs/measure.ts';
import type { ClassCount } from '../class-count.ts';
import { sharedUnit } from '../columns/answered-columns.ts';
import { headSettings } from '../columns/fitted-heads.ts';
import { asColumns, type Preprocessing } from '../preprocessing.ts';
import type { TableFacts } from './facts.ts';
import { headName, type TableHead } from './heads.ts';

/** What of a dataset says what is answered. */
export interface HeadedData {
  preprocessing: Preprocessing;
  classes: readonly ClassCount[];
  table: TableFacts | null;
}

/** The names of its heads; empty where what is answered is of one kind. */
export const headNames = ({ table }: Pick<HeadedData, 'table'>): string[] => (table?.heads ?? []).map(headName);

/** Data as if one head alone were asked for, or without a name the first; what is answered in one way stays as it is. Undefined: there is no such head. */
export function ofHead<D extends HeadedData>(data: D, name?: string): D | undefined {
  const heads = data.table?.heads ?? [];
  if (heads.length === 0) return name === undefined ? data : undefined;
  const head = name === undefined ? heads[0] : heads.find((each) => headName(each) === name);
  if (head === undefined) return undefined;
  return { ...data, preprocessing: headSettings(asColumns(data.preprocessing), head), classes: head.classes };
}

/** What the figure of a run is about: of several heads the first. */
export const judgedFirst = <D extends HeadedData>(data: D): D => ofHead(data) ?? data;

/** Data as far as its parts have the same shares of classes: of several heads the first that answers with one. */
export function byClasses<D extends HeadedData>(data: D): D {
  const head = data.table?.heads?.find(({ answers }) => answers === 'class');
  return (head && ofHead(data, headName(head))) ?? data;
}

/** How a head is judged. */
export interface JudgedHead {
  columns: string;
  answers: TableHead['answers'];
  measure: Measure;
  unit: string | null;
}

/** How each head of a run is judged: what it answers, in which measure and unit; empty where all is of one kind, which the run itself says. */
export function judgedHeads(data: HeadedData): JudgedHead[] {
  return (data.table?.heads ?? []).map((head) => ({
    columns: head.targets.join(', '),
    answers: head.answers,
    measure: head.answers === 'numbers' ? 'error' : 'accuracy',
    unit: sharedUnit(ofHead(data, headName(head)) ?? data),
  }));
}
