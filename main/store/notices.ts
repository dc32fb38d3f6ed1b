import type { Database } from './store.ts';
import type { NewRow, Row } from './tables.ts';

/** Keeps a notice until its reader dismisses it. */
export async function addNotice(db: Database, notice: NewRow<'notices'>): Promise<void> {
  await db.insertInto('notices').values(notice).execute();
}

/** Notices nobody has dismissed, oldest first. */
export function openNotices(db: Database): Promise<Row<'notices'>[]> {
  return db.selectFrom('notices').selectAll().where('dismissedAt', 'is', null).orderBy('id').execute();
}

export async function dismissNotice(db: Database, id: number, at: number): Promise<void> {
  await db.updateTable('notices').set({ dismissedAt: at }).where('id', '=', id).where('dismissedAt', 'is', null).execute();
}
