import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '#main/samples/shapes.ts';
import { writeSample } from '#main/samples/write-sample.ts';
import { unfold } from '#test/helpers/terminal.ts';

let base: string;
let workspace: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'unfold-cli-'));
  workspace = join(base, 'workspace');
  mkdirSync(join(base, 'empty'));
  writeFileSync(join(base, 'text.json'), 'no JSON');
  writeFileSync(join(base, 'empty.csv'), '');
  writeFileSync(join(base, 'reviews.csv'), 'text,label\nfine film,good\npoor film,bad\nfine play,good\npoor play,bad\n');
  writeFileSync(join(base, 'one-class.csv'), 'text,label\nfine film,good\nfine play,good\nfine end,good\n');
  writeFileSync(join(base, 'plain.txt'), 'A long text without any label.\nIt goes on and on.\n');
  writeFileSync(join(base, 'other.json'), '{"version": 2, "nodes": []}');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const cases: [line: string, code: string, exit: number][] = [
  ['trian 1', 'usage-wrong', 2],
  ['train', 'usage-wrong', 2],
  ['train 1', 'not-found', 1],
  ['train 1 --model small-cnn --learning-rate NaN', 'usage-wrong', 2],
  ['train 1 --model small-cnn --batch-size 0', 'usage-wrong', 2],
  ['train 1 --model small-cnn --clip-norm 0', 'usage-wrong', 2],
  ['train 7 --model small-cnn', 'not-found', 1],
  ['train unknown --model small-cnn', 'not-found', 1],
  ['models --show nothing', 'template-unknown', 1],
  ['import images /does/not/exist', 'folder-missing', 1],
  ['import images BASE/empty', 'folder-empty', 1],
  ['import images BASE/empty --size big', 'usage-wrong', 2],
  ['import images BASE/empty --split 80/10', 'usage-wrong', 2],
  ['import images BASE/empty --split 80/30/10', 'usage-wrong', 2],
  ['import images BASE/empty --channels cmyk', 'usage-wrong', 2],
  ['import text BASE/missing.csv', 'file-missing', 1],
  ['import text BASE/empty.csv', 'text-file-empty', 1],
  ['import text BASE/reviews.csv --label class', 'column-unknown', 1],
  ['import text BASE/reviews.csv --text text --label text', 'column-twice', 1],
  ['import text BASE/reviews.csv --project 9', 'not-found', 1],
  ['import text BASE/reviews.csv --tokens letters', 'usage-wrong', 2],
  ['import text BASE/reviews.csv --length 0', 'usage-wrong', 2],
  ['import text BASE/reviews.csv --length 1e9', 'usage-wrong', 2],
  ['import text BASE/reviews.csv --tokens subwords --encoding tf-idf', 'usage-wrong', 2],
  ['import text BASE/plain.txt --learn class', 'text-answers-other', 1],
  ['import text BASE/plain.txt --learn everything', 'usage-wrong', 2],
  ['generate 5', 'not-found', 1],
  ['generate 5 --temperature -1', 'usage-wrong', 2],
  ['import text BASE/one-class.csv', 'classes-too-few', 1],
  ['import txt BASE/reviews.csv', 'usage-wrong', 2],
  ['evaluate 5', 'not-found', 1],
  ['resume 5', 'not-found', 1],
  ['resume ../5', 'usage-wrong', 2],
  ['predict 5 x.png', 'not-found', 1],
  ['predict 5 --text good', 'not-found', 1],
  ['predict 5', 'usage-wrong', 2],
  ['predict 5 x.png --steps 3', 'usage-wrong', 2],
  ['predict 5 --text good --hold', 'usage-wrong', 2],
  ['predict 5 --file BASE/reviews.csv --out BASE/out.csv --steps 0', 'usage-wrong', 2],
  ['evaluate 5 --origins 1', 'usage-wrong', 2],
  ['predict 5 x.png --text good', 'usage-wrong', 2],
  ['export 5 --format tfjs --out BASE/out', 'not-found', 1],
  ['export 5', 'usage-wrong', 2],
  ['serve --port 99999', 'usage-wrong', 2],
  ['serve --host 192.168.1.1', 'usage-wrong', 2],
];

describe('what goes wrong in the terminal', () => {
  it.each(cases)('unfold %s → %s', async (line, code, exit) => {
    const said = await unfold([...line.replaceAll('BASE', base).split(' '), '--workspace', workspace, '--json']).ended;
    expect(said.json).toEqual({ error: { code, message: expect.stringMatching(/\S/), remedy: expect.stringMatching(/\S/) } });
    expect(said.code).toBe(exit);
    expect(said.err).not.toMatch(/\n +at /);
  });

  it('is said on standard error for people, with the remedy', async () => {
    const { out, err, code } = await unfold(['train', '7', '--model', 'small-cnn', '--workspace', workspace]).ended;
    expect(out).toBe('');
    expect(err).toBe('There is no dataset 7.\nChoose another dataset; it may have been deleted.\n');
    expect(code).toBe(1);
  });

  it('names the port that is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      }),
    );
    const { json, code } = await unfold(['serve', '--port', String(port), '--workspace', workspace, '--json']).ended;
    taken.close();
    expect(json).toMatchObject({ error: { code: 'port-in-use', message: expect.stringContaining(String(port)) } });
    expect(code).toBe(1);
  });

  it.runIf(process.platform === 'linux')(
    'does not take half an answer for a whole one: a full disk behind standard output is an error',
    async () => {
      const full = openSync('/dev/full', 'w');
      const { err, code } = await unfold(['--version', '--json'], { stdout: full }).ended;
      closeSync(full);
      expect(err).toBe('There is no room left in standard output for the answer.\n');
      expect(code).toBe(1);
    },
  );

  it('says that the server died in the middle of a call, and what to do', async () => {
    const home = join(base, 'dying');
    const images = await writeSample({ ...shapes, imagesPerClass: 400 }, base, new AbortController().signal, () => {});
    const server = unfold(['serve', '--workspace', home, '--json']);
    await server.printed('address');
    const importing = unfold(['import', 'images', images, '--workspace', home, '--json']);
    await importing.printed('Importing');
    server.process.kill('SIGKILL');
    const { json, code } = await importing.ended;
    expect(json).toEqual({ error: { code: 'server-lost', message: expect.any(String), remedy: expect.stringContaining('resume') } });
    expect(code).toBe(1);
    const { json: after } = await unfold(['datasets', '--workspace', home, '--json']).ended;
    expect(after).toMatchObject({ datasets: expect.any(Array) });
  });

  it('writes the workspace for its owner only', async () => {
    const server = unfold(['serve', '--workspace', join(base, 'served'), '--json']);
    await server.printed('address');
    const { statSync, readFileSync } = await import('node:fs');
    const file = join(base, 'served', 'server.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { token } = JSON.parse(readFileSync(file, 'utf8'));
    server.process.kill('SIGTERM');
    await server.ended;
    expect(() => statSync(file)).toThrow();
    expect(readFileSync(join(base, 'served', 'logs', 'unfold.log'), 'utf8')).not.toContain(token);
  });
});
