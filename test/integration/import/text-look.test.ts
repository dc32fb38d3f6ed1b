import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ended } from '../../helpers/imports.ts';
import { openedCore, temporaryFolder } from '../../helpers/workspace.ts';

/** 40 rows with two labels each: a mood, and stars that one row lacks. */
function reviews(): string {
  const path = join(temporaryFolder(), 'reviews.csv');
  const rows = Array.from(
    { length: 40 },
    (_, row) => `review number ${row} was quite ${row % 2 ? 'bad' : 'good'},${row % 2 ? 'neg' : 'pos'},${row === 7 ? '' : (row % 4) + 1}`,
  );
  writeFileSync(path, ['text,mood,stars', ...rows, 'strange,pso,1', ''].join('\n'));
  return path;
}

test('a look tells the classes of the label that is asked for, and suggests its own all the same', async () => {
  const { ask } = await openedCore();
  const path = reviews();
  const own = await ask('datasets.lookTexts', { path, columns: { label: 'mood' } });
  expect(own.classes).toEqual([
    { name: 'neg', items: 20 },
    { name: 'pos', items: 20 },
    { name: 'pso', items: 1 },
  ]);
  expect(own.looked).toBe(41);
  const stars = await ask('datasets.lookTexts', { path, columns: { label: 'stars' } });
  expect(stars.classes.map(({ name }) => name).sort()).toEqual(['1', '2', '3', '4']);
  expect(stars.skipped).toEqual([{ place: 9, column: 'stars', reason: 'it is empty' }]);
  expect(stars.problems).toEqual([]);
  expect(stars.suggested).toEqual(own.suggested);
});

test('a look at columns that are not there is one at those it suggests', async () => {
  const { ask } = await openedCore();
  const path = reviews();
  const usual = await ask('datasets.lookTexts', { path });
  expect(await ask('datasets.lookTexts', { path, columns: { text: 'gone', label: '__proto__' } })).toEqual(usual);
});

test('a class that is left out is skipped row by row, and listed as that', async () => {
  const opened = await openedCore();
  const asked = { path: reviews(), columns: { text: 'text', label: 'mood' }, without: ['pso'] };
  const { job, dataset } = await opened.ask('datasets.importTexts', asked);
  expect(await ended(opened, job)).toMatchObject({ state: 'done', total: 1, done: 1 });
  expect(await opened.ask('datasets.get', { dataset })).toMatchObject({ items: 40, skipped: 1, state: 'ready' });
  const { skipped } = await opened.ask('datasets.skipped', { dataset });
  expect(skipped).toEqual([{ path: 'line 42', reason: 'its class "pso" is left out' }]);
});

test('an import that failed for a class that is too small goes on without it', async () => {
  const opened = await openedCore();
  const { job, dataset } = await opened.ask('datasets.importTexts', { path: reviews(), columns: { text: 'text', label: 'mood' } });
  expect(await ended(opened, job)).toMatchObject({ state: 'failed', error: { code: 'class-too-small' } });
  const again = await opened.ask('datasets.resumeImport', { dataset });
  expect(await ended(opened, again.job)).toMatchObject({ state: 'failed' });
  const without = await opened.ask('datasets.resumeImport', { dataset, withoutSmall: true });
  expect(await ended(opened, without.job)).toMatchObject({ state: 'done' });
  const { items, skipped, classes } = await opened.ask('datasets.get', { dataset });
  expect({ items, skipped, classes: classes.map(({ name }) => name) }).toEqual({ items: 40, skipped: 1, classes: ['neg', 'pos'] });
});

test('a folder tells how many texts each of its parts has', async () => {
  const folder = temporaryFolder();
  for (const [part, many] of [
    ['train', 6],
    ['test', 2],
  ] as const) {
    for (const name of ['spam', 'mail']) {
      mkdirSync(join(folder, part, name), { recursive: true });
      for (let file = 0; file < many; file++) writeFileSync(join(folder, part, name, `${file}.txt`), `${name} ${part} ${file}`);
    }
  }
  const { ask } = await openedCore();
  expect(await ask('datasets.lookTexts', { path: folder })).toMatchObject({ parts: { train: 12, validation: 0, test: 4 }, kind: 'folder' });
});
