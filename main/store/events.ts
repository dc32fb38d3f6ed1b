import { type Event, event } from '#app/contract/events.ts';
import { readJson } from './json.ts';
import type { Database } from './store.ts';
import type { NewRow } from './tables.ts';

/** Keeps events under their numbers; of an object that travels whole only the newest stays. */
export async function insertEvents(db: Database, rows: NewRow<'events'>[]): Promise<void> {
  for (const row of rows) {
    if (row.object != null) await db.deleteFrom('events').where('object', '=', row.object).execute();
    await db.insertInto('events').values(row).execute();
  }
}

/** The number of the newest event, kept or not, 0 before the first. */
export async function lastEvent(db: Database): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
}

/** Events after `seq`; null where one of them was told but not kept. */
export async function eventsAfter(db: Database, seq: number): Promise<Event[] | null> {
  const rows = await db.selectFrom('events').selectAll().where('seq', '>', seq).orderBy('seq').execute();
  const events: Event[] = [];
  for (const row of rows) {
    if (row.json === null) return null;
    events.push({ ...readJson(event, row.json, `Event ${row.seq}`), seq: row.seq, at: row.at });
  }
  return events;
}

/** Forgets all but the newest `keep`; returns the greatest number forgotten, 0 if none. The newest always stays: it holds the count. */
export async function pruneEvents(db: Database, keep: number): Promise<number> {
  const oldest = await db.selectFrom('events').select('seq').orderBy('seq', 'desc').offset(keep).limit(1).executeTakeFirst();
  if (oldest === undefined) return 0;
  await db.deleteFrom('events').where('seq', '<=', oldest.seq).execute();
  return oldest.seq;
}
