import { sql } from 'kysely';
import { z } from 'zod';
import {
  type Baseline,
  baseline,
  classScore,
  type Evaluation,
  type Judged,
  type JudgedText,
  judgedStep,
  numberEvaluation,
} from '#app/contract/evaluations.ts';
import type { JudgedAnswers } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { macroF1 } from '#app/runs/metrics.ts';
import { numberScore } from '#app/runs/number-scores.ts';
import { readJson, readJsonOrNull } from './json.ts';
import type { Database } from './store.ts';
import type { NewRow, Row } from './tables.ts';

const rowsAtOnce = 2000;

/** Keeps an evaluation with the items it judged; part of one transaction. Returns its id. */
export async function insertEvaluation(
  db: Database,
  evaluation: NewRow<'evaluations'>,
  judged: Omit<NewRow<'judged'>, 'evaluation' | 'place'>[],
  steps: Omit<NewRow<'judgedSteps'>, 'evaluation' | 'place'>[] = [],
): Promise<number> {
  const { id } = await db.insertInto('evaluations').values(evaluation).returning('id').executeTakeFirstOrThrow();
  const rows = judged.map((item, place) => ({ ...item, evaluation: id, place }));
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await db
      .insertInto('judged')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute();
  if (steps.length > 0)
    await db
      .insertInto('judgedSteps')
      .values(steps.map((text, place) => ({ ...text, evaluation: id, place })))
      .execute();
  return id;
}

/** Throws not-found. */
export async function evaluationById(db: Database, id: number): Promise<Evaluation> {
  const row = await db.selectFrom('evaluations').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'evaluation', id });
  return toEvaluation(row);
}

/** How many rolling origins an evaluation is of; null of one of whole parts. */
const originsOf = sql<number | null>`case when json_valid(numbers) then json_extract(numbers, '$.numbers.rolling.origins') end`;

/** The newest evaluation of this epoch on this part of this data, at so many rolling origins or at none; null where there is none. */
export async function sameEvaluation(
  db: Database,
  wanted: { run: number; epoch: number; part: Evaluation['part']; dataHash: string | null; origins: number | null; head: string | null },
): Promise<Evaluation | null> {
  const row = await db
    .selectFrom('evaluations')
    .selectAll()
    .where('run', '=', wanted.run)
    .where('epoch', '=', wanted.epoch)
    .where('part', '=', wanted.part)
    .where('dataHash', 'is', wanted.dataHash)
    .where('head', 'is', wanted.head)
    .where(originsOf, 'is', wanted.origins)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toEvaluation(row) : null;
}

/** What baselines reached that were fitted to and judged on the same; null where none were. */
export async function knownBaselines(db: Database, key: string): Promise<Baseline[] | null> {
  const row = await db.selectFrom('evaluations').select(['id', 'baselines']).where('baselinesKey', '=', key).limit(1).executeTakeFirst();
  return row === undefined || row.baselines === null ? null : readJson(z.array(baseline), row.baselines, `Evaluation ${row.id}, baselines`);
}

/** The evaluations of a run, newest first. */
export async function evaluationsOf(db: Database, run: number): Promise<Evaluation[]> {
  const rows = await db.selectFrom('evaluations').selectAll().where('run', '=', run).orderBy('id', 'desc').execute();
  return rows.map(toEvaluation);
}

/** Items of a cell of the confusion matrix, or all mistakes; the largest loss comes first. */
export async function judgedItems(
  db: Database,
  cell: { evaluation: number; actual?: number | undefined; predicted?: number | undefined },
  page: { offset: number; limit: number },
): Promise<{ items: Judged[]; total: number }> {
  const filtered = () => {
    let query = db.selectFrom('judged').where('evaluation', '=', cell.evaluation);
    if (cell.actual !== undefined) query = query.where('actual', '=', cell.actual);
    if (cell.predicted !== undefined) query = query.where('predicted', '=', cell.predicted);
    if (cell.actual === undefined && cell.predicted === undefined)
      query = query.whereRef('actual', '!=', 'predicted').where('actual', '>=', 0);
    return query;
  };
  const rows = await filtered().selectAll().orderBy('truth').orderBy('place').offset(page.offset).limit(page.limit).execute();
  const { total } = await filtered().select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { items: rows.map(toJudged), total };
}

/** Texts whose steps were judged, the worst first. */
export async function worstTexts(
  db: Database,
  evaluation: number,
  page: { offset: number; limit: number },
): Promise<{ texts: JudgedText[]; total: number }> {
  const of = () => db.selectFrom('judgedSteps').where('evaluation', '=', evaluation);
  const rows = await of().selectAll().orderBy('place').offset(page.offset).limit(page.limit).execute();
  const { total } = await of().select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const where = `Evaluation ${evaluation}, steps`;
  return {
    texts: rows.map(({ index, path, loss, steps }) => ({ index, path, loss, steps: readJson(z.array(judgedStep), steps, where) })),
    total,
  };
}

/** The folder in which an evaluation of the run has judged this file; null where none has. */
export async function folderOfJudged(db: Database, run: number, path: string): Promise<string | null> {
  const row = await db
    .selectFrom('judged')
    .innerJoin('evaluations', 'evaluations.id', 'judged.evaluation')
    .select('evaluations.folder')
    .where('evaluations.run', '=', run)
    .where('evaluations.folder', 'is not', null)
    .where('judged.path', '=', path)
    .limit(1)
    .executeTakeFirst();
  return row?.folder ?? null;
}

/** What is kept of how numbers were answered. */
const numbersKept = z.object({ score: numberScore, numbers: numberEvaluation });

/** Of labels the mean over all of them; null where the next token or numbers are answered. */
function macroF1Of(answers: JudgedAnswers, confusion: number[][], perClass: readonly { f1: number }[]): number | null {
  if (answers === 'next' || answers === 'numbers') return null;
  return answers === 'labels' ? perClass.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, perClass.length) : macroF1(confusion);
}

function toEvaluation({ dataHash: _dataHash, baselinesKey: _baselinesKey, ...row }: Row<'evaluations'>): Evaluation {
  const where = `Evaluation ${row.id}`;
  const confusion = readJson(z.array(z.array(z.int())), row.confusion, `${where}, confusion`);
  const numbers = readJsonOrNull(numbersKept, row.numbers ?? null, `${where}, numbers`);
  const hasClasses = row.answers !== 'numbers';
  const perClass = readJson(z.array(classScore), row.perClass, `${where}, scores`);
  return {
    ...row,
    head: row.head ?? null,
    accuracy: hasClasses ? row.accuracy : null,
    // Below 0: nobody knows what the training part had most of.
    majority: hasClasses && row.majority >= 0 ? row.majority : null,
    score: numbers?.score ?? null,
    numbers: numbers?.numbers ?? null,
    macroF1: macroF1Of(row.answers, confusion, perClass),
    perplexity: row.answers === 'next' ? Math.exp(row.loss) : null,
    baselines: row.baselines === null ? [] : readJson(z.array(baseline), row.baselines, `${where}, baselines`),
    classes: readJson(z.array(z.string()), row.classes, `${where}, classes`),
    perClass,
    confusion,
    skipped: readJson(z.array(z.object({ path: z.string(), reason: z.string() })), row.skipped, `${where}, skipped`),
  };
}

function toJudged({ index, path, actual, predicted, probabilities, loss }: Row<'judged'>): Judged {
  return { index, path, actual, predicted, probabilities: [...new Float32Array(probabilities.slice().buffer)], loss };
}
