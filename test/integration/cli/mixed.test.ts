import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fleaMarket } from '#main/samples/flea-market.ts';
import { writeRows } from '#main/samples/write-rows.ts';
import { ownTerminal } from '#test/helpers/own-terminal.ts';

/** Rows with a photo and a note in the terminal, on the engine that is there; every bound is one that a broken model misses. */
const here = ownTerminal('unfold-cli-mixed-');
const { json } = here;
let file: string;
beforeAll(async () => {
  file = await writeRows(fleaMarket, here.base);
});

interface Imported {
  dataset: number;
  items: number;
  skipped: { path: string; reason: string }[];
  columns: { name: string; type: string }[];
}

describe('a row, an image and a text together in the terminal', () => {
  it('are learned from together, which none of them suffices for, and asked about in a file', async () => {
    const imported = await json<Imported>('import', 'table', file, '--label', 'outcome', '--text', 'note');
    expect(imported).toMatchObject({ items: 900, skipped: [] });
    expect(imported.columns.map(({ name, type }) => [name, type])).toEqual([
      ['price (€)', 'number'],
      ['photo', 'image'],
      ['note', 'text'],
      ['outcome', 'category'],
    ]);
    const trained = await json<{ run: number; state: string }>('train', String(imported.dataset), '--epochs', '30', '--seed', '1');
    expect(trained.state).toBe('finished');
    const judged = await json<{ accuracy: number; baselines: { name: string; title: string; accuracy: number }[] }>(
      'evaluate',
      String(trained.run),
    );
    // One of the three alone tells three in four.
    expect(judged.accuracy).toBeGreaterThan(0.93);
    const logistic = judged.baselines.find(({ name }) => name === 'logistic');
    expect(logistic?.accuracy).toBeLessThan(0.87);
    expect(logistic?.title).toContain('texts and images left out');

    const asked = join(dirname(file), 'asked.csv');
    const [, ...rows] = fleaMarket.write();
    const lines = rows.slice(0, 40).map((cells) => cells.slice(0, 3));
    writeFileSync(
      asked,
      ['price,photo,note', ...lines.map((cells) => cells.join(',')), '5,photos/none.png,as new', '5,,as new', ''].join('\n'),
    );
    const out = join(here.base, 'answers.csv');
    const said = await json<{ items: number; skipped: { path: string; reason: string }[] }>(
      'predict',
      String(trained.run),
      '--file',
      asked,
      '--out',
      out,
    );
    expect(said.items).toBe(40);
    expect(said.skipped.map(({ path, reason }) => `${path}: ${reason}`).sort()).toEqual([
      'line 42: "photo" is missing, or its image cannot be read',
      'line 43: "photo" is missing, or its image cannot be read',
    ]);
    const answers = readFileSync(out, 'utf8').trim().split('\r\n').slice(1);
    const right = answers.filter((line, row) => line.split(',')[1] === `"${rows[row]?.[3]}"`);
    expect(right.length).toBeGreaterThan(36);

    const folder = join(here.base, 'exported');
    const exported = await json<{ files: { path: string }[]; maxDifference: number }>(
      'export',
      String(trained.run),
      '--format',
      'tfjs',
      '--out',
      folder,
    );
    expect(exported.maxDifference).toBeLessThan(1e-5);
    expect(exported.files.map(({ path }) => path)).toEqual(expect.arrayContaining(['rows.mjs', 'texts.mjs', 'unfold.json']));
  });
});
