import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transformer } from '@napi-rs/image';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { itemCount, setParts } from '#main/store/items.ts';
import {
  drawProject,
  isOver,
  openTrainingWorkspace,
  side,
  type TrainingWorkspace,
  trainingEngine,
} from '#test/helpers/training-workspace.ts';

describe(`evaluation and prediction on ${trainingEngine}`, () => {
  let workspace: TrainingWorkspace;
  let project: Awaited<ReturnType<typeof drawProject>>;
  let run: number;
  let folder: string;

  /** Item `index` of the drawn data as a PNG. */
  async function png(index: number): Promise<Buffer> {
    const size = side * side;
    const gray = project.pixels.subarray(index * size, (index + 1) * size);
    const rgba = Uint8Array.from({ length: size * 4 }, (_, at) => (at % 4 === 3 ? 255 : (gray[Math.floor(at / 4)] ?? 0)));
    return Transformer.fromRgbaPixels(rgba, side, side).png();
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unfold-images-'));
    workspace = await openTrainingWorkspace();
    project = await drawProject(workspace);
    run = (await workspace.start(project, { epochs: 3 })).id;
    expect(await workspace.until(run, isOver)).toMatchObject({ state: 'finished', error: null });
    for (const name of ['low', 'high', 'unheard']) await mkdir(join(folder, name));
    await writeFile(join(folder, 'low', '=cmd.png'), await png(9));
    await writeFile(join(folder, 'high', 'a.png'), await png(29));
    await writeFile(join(folder, 'high', 'broken.png'), 'no image');
    await writeFile(join(folder, 'unheard', 'a.png'), await png(0));
    await writeFile(join(folder, 'loose.png'), await png(1));
  });
  afterAll(async () => {
    await workspace.close();
    await rm(folder, { recursive: true });
  });

  it('judges the test part like the run itself, item by item', async () => {
    const evaluation = await workspace.job<Evaluation>(workspace.evaluations.run({ run, part: 'test' }, workspace.call));
    const { final } = await workspace.get(run);
    expect(evaluation).toMatchObject({ part: 'test', items: 16, accuracy: final.test?.accuracy });
    expect(evaluation.loss).toBeCloseTo(final.test?.loss ?? Number.NaN, 6);
    expect(evaluation.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(16);
    const cell = await workspace.evaluations.cell({ evaluation: evaluation.id, actual: 0, offset: 0, limit: 100 }, workspace.call);
    expect(cell.items.map((item) => item.path)).toContain('low/9.png');
  });

  it('gives the same evaluation back without judging again', async () => {
    const first = await workspace.job<Evaluation>(workspace.evaluations.run({ run, part: 'test' }, workspace.call));
    const second = await workspace.job<Evaluation>(workspace.evaluations.run({ run, part: 'test' }, workspace.call));
    expect(second.id).toBe(first.id);
  });

  it('refuses a part without images: an accuracy of nothing would be read as a bad model', async () => {
    const all = { ...project, ...(await drawProject(workspace)) };
    await workspace.store.transaction(async (db) => {
      const parts = new Uint8Array(await itemCount(db, all.dataset));
      await setParts(db, all.dataset, { from: 0, parts });
    });
    const { id } = await workspace.start(all, { epochs: 1 });
    await workspace.until(id, isOver);
    await expect(workspace.evaluations.run({ run: id, part: 'test' }, workspace.call)).rejects.toMatchObject({ code: 'part-empty' });
  });

  it('judges a folder by its subfolders, and says what it left out', async () => {
    const evaluation = await workspace.job<Evaluation>(workspace.evaluations.run({ run, part: 'test', folder }, workspace.call));
    expect(evaluation).toMatchObject({ part: 'folder', items: 2, accuracy: 1 });
    expect(evaluation.skipped.map((each) => each.path).sort()).toEqual([join(folder, 'high', 'broken.png'), 'unheard/a.png']);
  });

  it('refuses a file of texts', async () => {
    const file = join(folder, 'loose.png');
    await expect(workspace.evaluations.run({ run, part: 'test', file }, workspace.call)).rejects.toMatchObject({ code: 'data-other' });
  });

  it('refuses a folder none of whose subfolders is a class', async () => {
    const other = join(folder, 'unheard');
    await expect(workspace.evaluations.run({ run, part: 'test', folder: other }, workspace.call)).rejects.toMatchObject({
      code: 'classes-unknown',
    });
  });

  it('predicts a file, an item and bytes alike, and shows what the network saw', async () => {
    const images = [{ path: join(folder, 'low', '=cmd.png') }, { item: 9 }, { name: 'dropped', bytes: new Uint8Array(await png(9)) }];
    const { predictions } = await workspace.predictions.images({ run, images }, workspace.call);
    expect(predictions.map((each) => each.label)).toEqual(['low', 'low', 'low']);
    expect(predictions.map((each) => each.actual)).toEqual([null, 'low', null]);
    expect(predictions[0]?.probabilities).toEqual(predictions[1]?.probabilities);
    expect(predictions[0]?.seen.pixels).toEqual(project.pixels.slice(9 * side * side, 10 * side * side));
  });

  it('names the image that cannot be read', async () => {
    const images = [{ path: join(folder, 'high', 'broken.png') }];
    await expect(workspace.predictions.images({ run, images }, workspace.call)).rejects.toMatchObject({ code: 'image-unreadable' });
  });

  it('predicts a folder into a CSV that no spreadsheet runs', async () => {
    const out = join(folder, 'out.csv');
    const result = await workspace.job(workspace.predictions.folder({ run, folder, out }, workspace.call));
    expect(result).toMatchObject({ out, items: 4, skipped: [{ path: 'high/broken.png' }] });
    const [header, ...lines] = (await readFile(out, 'utf8')).split('\r\n');
    expect(header).toBe('"file","label","low","middle","high"');
    expect(lines.find((line) => line.includes('cmd'))).toMatch(/^"low\/=cmd.png","low",0\.\d+,/);
  });
});
