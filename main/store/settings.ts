import type { z } from 'zod';
import { type Settings, settings, settingsChange } from '#app/contract/system.ts';
import type { Database } from './store.ts';

/** Rows of the store's own book-keeping lie beside the user's, under a prefix that no setting has. */
const own = 'store.';

/** What the user chose; a value that no longer fits falls back to its default. */
export async function readSettings(db: Database): Promise<Settings> {
  const rows = await db.selectFrom('settings').selectAll().where('key', 'not like', `${own}%`).execute();
  const stored: Record<string, unknown> = {};
  for (const row of rows) {
    if (!Object.hasOwn(settings.shape, row.key)) continue;
    const value = parsed(row.value);
    if (settingsChange.safeParse({ [row.key]: value }).success) stored[row.key] = value;
  }
  return settings.parse(stored);
}

/** Keeps the settings named in `change`. */
export async function saveSettings(db: Database, change: z.infer<typeof settingsChange>): Promise<void> {
  for (const [key, value] of Object.entries(change)) {
    if (value !== undefined) await put(db, key, value);
  }
}

/** A number the store keeps for itself, 0 if it was never kept. */
export async function readMark(db: Database, name: string): Promise<number> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', own + name)
    .executeTakeFirst();
  const value = row ? parsed(row.value) : 0;
  return typeof value === 'number' ? value : 0;
}

export const saveMark = (db: Database, name: string, value: number): Promise<void> => put(db, own + name, value);

async function put(db: Database, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await db
    .insertInto('settings')
    .values({ key, value: text })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
    .execute();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
