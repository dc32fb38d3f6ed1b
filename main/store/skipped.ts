import { sql } from 'kysely';
import type { Database } from './store.ts';

export interface Skipped {
  path: string;
  reason: string;
}

const rowsAtOnce = 5000;

/** Notes files that an import could not take. */
export async function insertSkipped(db: Database, dataset: number, files: Skipped[]): Promise<void> {
  const rows = files.map((file) => ({ dataset, path: file.path, reason: file.reason }));
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await db
      .insertInto('skipped')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute();
}

/** A window of the files that could not be taken, in the order they were met, and how many there are. */
export async function listSkipped(
  db: Database,
  dataset: number,
  page: { offset: number; limit: number },
): Promise<{ skipped: Skipped[]; total: number }> {
  const skipped = await db
    .selectFrom('skipped')
    .select(['path', 'reason'])
    .where('dataset', '=', dataset)
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  const { total } = await db
    .selectFrom('skipped')
    .select(sql<number>`count(*)`.as('total'))
    .where('dataset', '=', dataset)
    .executeTakeFirstOrThrow();
  return { skipped, total };
}

/** Forgets them: an import that goes on tries them again. */
export async function dropSkipped(db: Database, dataset: number): Promise<void> {
  await db.deleteFrom('skipped').where('dataset', '=', dataset).execute();
}

/** The first that were skipped, and how many more. */
export class SkippedList {
  readonly #most: number;
  readonly #first: Skipped[] = [];
  #more = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(skipped: readonly Skipped[]): void {
    const listed = skipped.slice(0, this.#most - this.#first.length);
    this.#first.push(...listed);
    this.#more += skipped.length - listed.length;
  }

  all(): Skipped[] {
    return this.#more === 0 ? this.#first : [...this.#first, { path: `${this.#more} more`, reason: 'only the first are listed' }];
  }
}
