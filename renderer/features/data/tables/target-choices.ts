import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import { mostClasses } from '#app/data/most-classes.ts';
import { type SeenColumn, suggestedHeads } from '#app/data/tables/suggested.ts';

type Answers = ColumnsPreprocessing['answers'];
/** What one column can be asked for as. */
export type AnswersOf = (column: SeenColumn) => readonly Answers[];

/** Of a file that is still to be read: whole numbers of a few kinds may be classes too, once they are read as that. */
export const answersOfLooked: AnswersOf = (column) =>
  column.type === 'number' && column.distinct <= mostClasses ? ['numbers', 'class'] : answersOfRead(column);

/** Of a table as it was read. */
export const answersOfRead: AnswersOf = ({ type, distinct }) =>
  type === 'number'
    ? ['numbers']
    : type === 'category'
      ? distinct > mostClasses
        ? []
        : ['class']
      : type === 'boolean'
        ? ['class', 'labels']
        : [];

/** Of a series: what comes next is a number or one category; labels are those of a row. */
export const inSeries =
  (answersOf: AnswersOf): AnswersOf =>
  (column) =>
    answersOf(column).slice(0, 1);

/** What all of these can be asked for as: classes are those of one column; of a table each as what it is, where that differs. */
export function answersFor(columns: readonly SeenColumn[], answersOf: AnswersOf, isSeries = false): readonly Answers[] {
  const [first, ...others] = columns.map(answersOf);
  const all = (first ?? []).filter((answers) => others.every((each) => each.includes(answers)));
  if (columns.length < 2) return all;
  const alike = all.filter((answers) => answers !== 'class');
  const canDiffer = !isSeries && (first?.length ?? 0) > 0 && others.every((each) => each.length > 0) && suggestedHeads(columns).length > 1;
  return canDiffer ? [...alike, 'several'] : alike;
}
