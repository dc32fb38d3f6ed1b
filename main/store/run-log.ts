import type { Database } from './store.ts';
import type { Row } from './tables.ts';

export type LogEntry = Pick<Row<'runLog'>, 'at' | 'level' | 'message'>;

/** Adds a line to a run's own log. */
export async function insertLog(db: Database, run: number, entry: LogEntry): Promise<void> {
  await db
    .insertInto('runLog')
    .values({ run, ...entry })
    .execute();
}

/** What happened in a run, oldest first. */
export function logOf(db: Database, run: number): Promise<LogEntry[]> {
  return db.selectFrom('runLog').select(['at', 'level', 'message']).where('run', '=', run).orderBy('id').execute();
}
