import { expect, test } from 'vitest';
import { insertProject, listProjects } from '#main/store/projects.ts';
import { openedStore } from '#test/helpers/workspace.ts';

const project = (name: string) => ({ name, createdAt: 1, openedAt: 1 });

test('a transaction that throws leaves nothing', async () => {
  const { store } = await openedStore();
  await expect(
    store.transaction(async (db) => {
      await insertProject(db, project('gone'));
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await listProjects(store.db, false)).toEqual([]);
});

test('transactions started at once follow one another', async () => {
  const { store } = await openedStore();
  await Promise.all(
    Array.from({ length: 20 }, (_, place) =>
      store.transaction(async (db) => {
        const before = (await listProjects(db, false)).length;
        await new Promise((resolve) => setTimeout(resolve, 1));
        await insertProject(db, project(`${place}`));
        expect(await listProjects(db, false)).toHaveLength(before + 1);
      }),
    ),
  );
  expect(await listProjects(store.db, false)).toHaveLength(20);
});

test('a query on the store inside a transaction fails at once instead of waiting for ever', async () => {
  const { store } = await openedStore();
  await expect(store.transaction(() => listProjects(store.db, false))).rejects.toThrow('would wait for itself');
  await expect(store.transaction(() => store.quick(async () => {}))).rejects.toThrow('would wait for itself');
});

test('only quick transactions lower what a commit promises', async () => {
  const { store } = await openedStore();
  const level = async (db: typeof store.db) => {
    const { sql } = await import('kysely');
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
    return rows[0]?.synchronous;
  };
  const [full, normal] = [2, 1];
  expect(await store.transaction(level)).toBe(full);
  expect(await store.quick(level)).toBe(normal);
  await store.quick(() => Promise.reject(new Error('x'))).catch(() => {});
  expect(await level(store.db)).toBe(full);
});

test('references hold: what belongs to nothing is refused', async () => {
  const { store } = await openedStore();
  await expect(store.db.insertInto('skipped').values({ dataset: 99, path: 'x', reason: 'y' }).execute()).rejects.toThrow('FOREIGN KEY');
});

test('an id is never used twice, even after its row is erased', async () => {
  const { store } = await openedStore();
  const first = await insertProject(store.db, project('one'));
  await store.db.deleteFrom('projects').execute();
  expect(await insertProject(store.db, project('two'))).toBeGreaterThan(first);
});
