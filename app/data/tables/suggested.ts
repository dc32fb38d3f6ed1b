import { usualEncoder, usualInteger, usualText } from '../columns/encoders/index.ts';
import type { ColumnInput } from '../columns/input.ts';
import { headsOf, type TableHead } from './heads.ts';
import type { TableAnswers, TablePreprocessing } from './preprocessing.ts';
import { type ColumnType, isFreeText } from './table-columns.ts';

/** A column as a look at the beginning of its file shows it. */
export interface SeenColumn {
  name: string;
  type: ColumnType;
  /** Different values among the rows looked at, and rows of these without one. */
  distinct: number;
  missing: number;
  /** Whether more rows than these show it to tell series apart whose times stand in the first column of dates. */
  tellsApart: boolean;
}

/** Words that a column is called by which holds what one wants to know. */
const targetNames = /^(label|class|target|y|outcome|result|category|species|price|score|survived|diagnosis)$/i;
/** Whole numbers of so few kinds are classes rather than quantities, unless somebody says otherwise. */
const fewKinds = 2;
/** A category of more kinds is looked up in a learned table: a feature each would be most of the network. */
const manyKinds = 100;
/** A category of as many kinds as this share of the rows is a name, of which each row has its own. */
const ownName = 0.9;

/** What a table could teach: the likeliest column, and whether it holds classes or numbers. Null where no column holds either. */
export function suggestedTargets(columns: readonly SeenColumn[]): string | null {
  const fitting = columns.filter(({ type, distinct }) => !isFreeText(type) && type !== 'date' && distinct > 1);
  return (fitting.find(({ name }) => targetNames.test(name.trim())) ?? fitting.at(-1))?.name ?? null;
}

/** What is learned of these columns where nobody says so: a class of one category, numbers, labels of several yes and no, or several of these. */
export function suggestedAnswers(targets: readonly SeenColumn[]): TableAnswers {
  const [first] = targets;
  const [head, other] = suggestedHeads(targets);
  if (targets.length > 1) return other === undefined ? (head?.answers ?? 'numbers') : 'several';
  if (first === undefined || first.type === 'category' || first.type === 'boolean') return 'class';
  return first.distinct <= fewKinds ? 'class' : 'numbers';
}

/** The heads that answer columns of several kinds: one that says yes or no is a class by itself, more of them are labels. */
export function suggestedHeads(targets: readonly SeenColumn[]): TableHead[] {
  const marks = targets.filter(({ type }) => type === 'boolean').length;
  return headsOf(
    targets.map(({ name, type }) => ({
      name,
      answers: type === 'number' ? 'numbers' : type === 'boolean' && marks > 1 ? 'labels' : 'class',
    })),
  );
}

/** What is asked for, as a table's settings say it: columns of several heads stand head by head. */
export function asked(
  columns: readonly SeenColumn[],
  targets: readonly string[],
  answers: TableAnswers,
): Pick<TablePreprocessing, 'answers' | 'targets' | 'heads'> {
  if (answers !== 'several') return { answers, targets: [...targets] };
  const heads = suggestedHeads(targets.flatMap((name) => columns.find((column) => column.name === name) ?? []));
  const [only, other] = heads;
  if (only !== undefined && other === undefined) return { answers: only.answers, targets: only.targets };
  return { answers, targets: heads.flatMap((head) => head.targets), heads };
}

/** The type that a column must be read as to be asked for so. */
export const targetType = (answers: TableHead['answers']): ColumnType =>
  answers === 'numbers' ? 'number' : answers === 'labels' ? 'boolean' : 'category';

/** How the columns go in that are not asked for: all but free text that is not among `texts`, and names of which each row has its own. */
export function suggestedInputs(
  columns: readonly SeenColumn[],
  targets: readonly string[],
  looked: number,
  texts: readonly string[] = [],
): ColumnInput[] {
  return columns
    .filter(({ name }) => !targets.includes(name))
    .filter(
      ({ name, type, distinct }) =>
        texts.includes(name) || (distinct > 0 && !(type === 'category' && looked > 20 && distinct > looked * ownName)),
    )
    .flatMap(({ name, type, distinct, missing }) => {
      if (texts.includes(name)) return [{ column: name, encoder: usualText }];
      const encoder = type === 'category' && distinct > manyKinds ? usualInteger : usualEncoder(type, missing > 0);
      return encoder === null ? [] : [{ column: name, encoder }];
    });
}

/** The preprocessing that a table is imported with unless somebody wants another. */
export const suggestedTable = (
  columns: readonly SeenColumn[],
  targets: readonly string[],
  answers: TableAnswers,
  looked: number,
  texts: readonly string[] = [],
): TablePreprocessing => ({
  kind: 'tables',
  ...asked(columns, targets, answers),
  targetScaling: [{ kind: 'standard' }],
  inputs: suggestedInputs(columns, targets, looked, texts),
});
