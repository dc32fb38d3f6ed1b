import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { orchard } from '#main/samples/orchard.ts';
import { writeRows } from '#main/samples/write-rows.ts';
import { ownTerminal } from '#test/helpers/own-terminal.ts';

/** A class and a number from one model in the terminal, on the engine that is there; every bound is one that a broken head misses. */
const here = ownTerminal('unfold-cli-heads-');
const { json } = here;
let run: string;
const [, ...rows] = orchard.write();

interface Judged {
  heads: {
    variety: { accuracy: number; items: number; baselines: { name: string; accuracy: number }[] };
    'keeps (days)': { mae: number; r2: number; baselines: { name: string; mae: number }[] };
  };
}

describe('a class and a number from one model in the terminal', () => {
  beforeAll(async () => {
    const file = await writeRows(orchard, here.base);
    const imported = await json<{ dataset: number; items: number }>('import', 'table', file, '--label', 'variety,keeps');
    expect(imported.items).toBe(1200);
    const trained = await json<{ run: number; state: string }>('train', String(imported.dataset), '--epochs', '60', '--seed', '1');
    expect(trained.state).toBe('finished');
    run = String(trained.run);
  });

  it('are judged each by itself, beside what is plain of each', async () => {
    const { heads } = await json<Judged>('evaluate', run);
    expect(heads.variety.items).toBe(120);
    expect(heads.variety.accuracy).toBeGreaterThan(0.97);
    expect(heads.variety.baselines.find(({ name }) => name === 'majority')?.accuracy).toBeLessThan(0.4);
    expect(heads['keeps (days)'].r2).toBeGreaterThan(0.95);
    const linear = heads['keeps (days)'].baselines.find(({ name }) => name === 'linear');
    expect(heads['keeps (days)'].mae).toBeLessThan(0.7 * (linear?.mae ?? 0));
    expect(await json('evaluate', run, '--head', 'keeps')).toEqual(heads['keeps (days)']);
  });

  it('are answered side by side into a file, and by the exported program on raw rows', async () => {
    const asked = join(here.base, 'asked.csv');
    const lines = rows.slice(0, 60).map((cells) => cells.slice(0, 4).join(','));
    writeFileSync(asked, ['weight,width,firmness,colour', ...lines, ''].join('\n'));
    const out = join(here.base, 'answers.csv');
    expect(await json('predict', run, '--file', asked, '--out', out)).toMatchObject({ items: 60, skipped: [] });
    const [head, ...answers] = readFileSync(out, 'utf8').trim().split('\r\n');
    expect(head).toBe('"line","variety","variety = Boskoop","variety = Gala","variety = Topaz","keeps (days)"');
    const cells = answers.map((line) => line.split(',').map((cell) => JSON.parse(cell)));
    expect(cells.filter(([, variety], row) => variety === rows[row]?.[4]).length).toBeGreaterThan(56);
    const off = cells.map((line, row) => Math.abs(line[5] - Number(rows[row]?.[5])));
    expect(off.reduce((sum, each) => sum + each, 0) / off.length).toBeLessThan(8);

    const folder = join(here.base, 'exported');
    const exported = await json<{ maxDifference: number }>('export', run, '--format', 'tfjs', '--out', folder);
    expect(exported.maxDifference).toBeLessThan(1e-5);
    const about = JSON.parse(readFileSync(join(folder, 'unfold.json'), 'utf8'));
    const { rowsCoder } = await import(pathToFileURL(join(folder, 'rows.mjs')).href);
    const coder = rowsCoder(about);
    const offs: number[] = [];
    for (const example of about.examples) {
      const answer = coder.answer(example.rows, example.outputs);
      expect(answer).toEqual(example.answer);
      expect(answer.variety[0].label).toBe(example.actual.variety);
      offs.push(Math.abs(answer['keeps (days)'][0].value - example.actual['keeps (days)'][0]));
    }
    // Always the mean is 25 off.
    expect(offs.reduce((sum, each) => sum + each, 0) / offs.length).toBeLessThan(12);
    expect(readFileSync(join(folder, 'README.txt'), 'utf8')).toContain('It answers 2 heads at once');
  });

  it('a head that there is not is told with those there are', async () => {
    const { code, err } = await here.run('evaluate', run, '--head', 'weight');
    expect(code).not.toBe(0);
    expect(err).toContain('Ask about one of "variety", "keeps (days)".');
    const other = await here.run('evaluate', run, '--file', 'rows.csv', '--label', 'kind');
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('say which with --head')]);
  });
});
