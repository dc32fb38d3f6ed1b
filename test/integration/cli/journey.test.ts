import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '#main/samples/shapes.ts';
import { writeSample } from '#main/samples/write-sample.ts';
import { isAlive, untilGone } from '#test/helpers/processes.ts';
import { type Said, unfold } from '#test/helpers/terminal.ts';

/** The whole way in the terminal, as a script or a course would go it; each test stands on those before. */
let base: string;
let images: string;
let workspace: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'unfold-cli-'));
  workspace = join(base, 'workspace');
  images = await writeSample({ ...shapes, imagesPerClass: 30 }, base, new AbortController().signal, () => {});
  writeFileSync(join(images, shapes.classes[0] ?? '', 'broken.png'), 'not an image');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

// Windows has no Ctrl-C that one process can send another: kill() ends it there and then.
const itHearsSignals = it.skipIf(process.platform === 'win32');

const run = (line: string, ...more: string[]): Promise<Said> => unfold([...line.split(' '), ...more, '--workspace', workspace]).ended;
const json = async (line: string, ...more: string[]): Promise<Said> => run(line, ...more, '--json');

describe('the terminal', () => {
  it('imports a folder and lists what it skipped', async () => {
    const { code, json: said } = await json('import images', images, '--size', '16x16', '--name', 'shapes', '--seed', '3');
    expect(said).toEqual({
      dataset: 1,
      items: 30 * shapes.classes.length,
      classes: shapes.classes.map((name) => ({ name, items: 30 })),
      skipped: [{ path: expect.stringContaining('broken.png'), reason: expect.any(String) }],
      duplicates: expect.any(Array),
    });
    expect(code).toBe(0);
  });

  it('lists datasets for people and for programs', async () => {
    expect((await run('datasets')).out).toMatch(/1 +shapes +ready +\d+ +16×16 rgb/);
    expect((await json('datasets')).json).toMatchObject({ datasets: [{ dataset: 1, name: 'shapes', state: 'ready', split: { seed: 3 } }] });
  });

  it('prints a template as a graph that trains when it comes from a file', async () => {
    const { json: graph } = await json('models --show softmax');
    expect(graph).toMatchObject({ version: 1, nodes: expect.any(Array), edges: expect.any(Array) });
    expect(JSON.parse((await run('models --show softmax')).out)).toEqual(graph);
    expect((await json('models')).json).toMatchObject({
      models: expect.arrayContaining([expect.objectContaining({ name: 'lecture-cnn' })]),
    });
  });

  it('trains, by the name of the dataset, with a line an epoch on standard error alone', async () => {
    const { code, json: said, out, err } = await json('train shapes --model small-cnn --epochs 2 --batch-size 16 --seed 1');
    const figures = { loss: expect.any(Number), accuracy: expect.any(Number), error: null };
    expect(said).toEqual({
      run: 1,
      state: 'finished',
      engine: expect.stringMatching(/^(tensorflow|portable)$/),
      epochs: 2,
      metrics: { train: figures, validation: figures, test: figures },
    });
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('Epoch 2/2: loss');
    expect(code).toBe(0);
  });

  it('takes the same model for the same template, and makes batches that fit', async () => {
    expect((await json('train 1 --model small-cnn --epochs 1 --seed 1')).json).toMatchObject({ state: 'finished' });
    const { json: listed } = await json('runs');
    expect(listed).toMatchObject({
      runs: [{ run: 2 }, { run: 1, state: 'finished', model: 'small-cnn', dataset: 1, metrics: { test: {} } }],
    });
    const models = await run('runs');
    expect(models.out.match(/small-cnn v1/g)).toHaveLength(2);
  });

  it('evaluates on the test part and on a folder', async () => {
    const { json: said } = await json('evaluate 1');
    expect(said).toMatchObject({
      accuracy: expect.any(Number),
      perClass: shapes.classes.map((name) => ({ name })),
      confusion: expect.any(Array),
    });
    const folder = await json('evaluate 1 --images', images);
    expect(folder.json).toMatchObject({ part: 'folder', items: 30 * shapes.classes.length });
  });

  it('predicts files', async () => {
    const [first = ''] = readdirSync(join(images, shapes.classes[1] ?? ''));
    const file = join(images, shapes.classes[1] ?? '', first);
    const { json: said } = await json('predict 1', file, file);
    expect(said).toMatchObject({ predictions: [{ input: file, label: expect.any(String) }, { input: file }] });
    const [prediction] = (said as { predictions: { probabilities: { label: string; probability: number }[] }[] }).predictions;
    expect(prediction?.probabilities.map(({ label }) => label).sort()).toEqual([...shapes.classes].sort());
    expect(prediction?.probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
  });

  it('exports, and says how far the files are off', async () => {
    const out = join(base, 'exported');
    const { json: said } = await json('export 1 --format tfjs --out', out);
    expect(said).toEqual({ format: 'tfjs', out, files: expect.any(Array), maxDifference: expect.any(Number) });
    expect((said as { maxDifference: number }).maxDifference).toBeLessThanOrEqual(1e-5);
    expect(JSON.parse(readFileSync(join(out, 'model.json'), 'utf8'))).toHaveProperty('modelTopology');
  });

  it('goes on with a run up to more epochs', async () => {
    expect((await json('resume 1 --epochs 3')).json).toMatchObject({ run: 1, state: 'finished', epochs: 3 });
  });

  itHearsSignals('stops at Ctrl-C, keeps the finished epochs, leaves no process and says how to resume', async () => {
    const training = unfold(['train', '1', '--model', 'softmax', '--epochs', '5000', '--workspace', workspace]);
    await training.printed(/Epoch [3-9]/);
    training.process.kill('SIGINT');
    const { code, out } = await training.ended;
    expect(code).toBe(130);
    expect(out).toMatch(/Epoch \d+ is kept\. Go on with: unfold resume 3/);
    const resumed = unfold(['resume', '3', '--epochs', '5001', '--workspace', workspace]);
    await resumed.printed(/Epoch \d+\/5001/);
    resumed.process.kill('SIGINT');
    expect((await resumed.ended).out).toContain('is kept');
  });

  itHearsSignals('works through the server that owns the workspace', async () => {
    const server = unfold(['serve', '--workspace', workspace, '--json']);
    await server.printed('address');
    expect((await json('datasets')).json).toMatchObject({ datasets: [{ dataset: 1 }] });
    expect((await json('train 1 --model softmax --epochs 1')).json).toMatchObject({ state: 'finished' });
    expect((await json('predict 1', join(images, 'broken.png'))).json).toMatchObject({ error: { code: 'image-unreadable' } });
    server.process.kill('SIGINT');
    expect(await server.ended).toMatchObject({ code: 0, err: '' });
  });

  itHearsSignals('tells who has the workspace where no server does', async () => {
    const training = unfold(['train', '1', '--model', 'softmax', '--epochs', '5000', '--workspace', workspace]);
    await training.printed('Epoch 1');
    const { code, json: said } = await json('runs');
    expect(code).toBe(1);
    expect(said).toMatchObject({ error: { code: 'workspace-owned', message: expect.stringContaining('unfold train') } });
    training.process.kill('SIGINT');
    await training.ended;
  });

  itHearsSignals('leaves no orphan when it is killed, and the next command says the run was interrupted', async () => {
    const training = unfold(['train', '1', '--model', 'softmax', '--epochs', '5000', '--workspace', workspace]);
    await training.printed(/Epoch [2-9]/);
    const pid = training.process.pid ?? 0;
    const workers = (process.platform === 'linux' ? readdirSync('/proc') : []).filter(
      (entry) => /^\d+$/.test(entry) && parentOf(entry) === pid,
    );
    training.process.kill('SIGKILL');
    await training.ended;
    for (const worker of workers) await untilGone(Number(worker), 10);
    expect(isAlive(pid)).toBe(false);
    const { json: listed } = await json('runs');
    expect((listed as { runs: { state: string }[] }).runs[0]?.state).toBe('interrupted');
  });
});

function parentOf(pid: string): number | null {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}
