import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import type { CallInput, CallOutput } from '#app/contract/index.ts';
import type { Run } from '#app/contract/runs.ts';
import { headNames } from '#app/data/tables/of-head.ts';
import { suggestedTable } from '#app/data/tables/suggested.ts';
import { type AskedCore, openAskedCore } from '#test/helpers/asked-core.ts';

/** Several heads through the core: what is wrong with one is told, and each is judged on what is its own. */
let app: AskedCore;
beforeAll(async () => {
  app = await openAskedCore('unfold-heads-');
});
afterAll(() => app.close());

interface Tree {
  width: number;
  kind: string;
  price: number | string;
  sold: string;
}
const trees: readonly Tree[] = Array.from({ length: 90 }, (_, row) => ({
  width: (row % 3) * 10 + (row % 7) / 7,
  kind: ['oak', 'elm', 'ash'][row % 3] ?? '',
  price: (row % 3) * 100 + row,
  sold: row % 2 === 0 ? 'yes' : 'no',
}));
let number = 0;
function fileOf(rows: readonly Partial<Tree>[]): string {
  number += 1;
  const path = join(app.root, `trees-${number}.csv`);
  writeFileSync(path, [Object.keys(rows[0] ?? {}).join(','), ...rows.map((row) => Object.values(row).join(',')), ''].join('\n'));
  return path;
}
type Dataset = CallOutput<'datasets.get'>;
async function imported(path: string, targets: string[] = ['kind', 'price', 'sold']): Promise<Dataset> {
  const { job, dataset } = await app.ask('datasets.importTable', { path, wish: { kind: 'tables', targets } });
  await app.job(job);
  return app.ask('datasets.get', { dataset });
}
async function trained({ id, project }: Dataset, epochs = 2): Promise<Run> {
  const { id: model } = await app.ask('models.create', { project, template: 'mlp', dataset: id });
  const { id: run } = await app.ask('runs.start', { dataset: id, model, config: { epochs, batchSize: 8 } });
  for (;;) {
    const now = await app.ask('runs.get', { run });
    if (now.state === 'finished') return now;
    if (now.error !== null) throw new Error(now.error.message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
async function judged(input: CallInput<'evaluations.run'>): Promise<Evaluation> {
  return app.job<Evaluation>((await app.ask('evaluations.run', input)).job);
}

/** The data and the run of the tests below, for those at the end. */
let own: { dataset: Dataset; run: Run };

describe('a table of which a class, a number and a yes or no are learned', () => {
  let dataset: Dataset;
  let run: Run;
  beforeAll(async () => {
    dataset = await imported(fileOf(trees));
    run = await trained(dataset);
    own = { dataset, run };
  });

  it('has a head for each, with its classes in every part', () => {
    expect(headNames(dataset)).toEqual(['kind', 'price', 'sold']);
    expect(dataset).toMatchObject({ classes: [], preprocessing: { answers: 'several', targets: ['kind', 'price', 'sold'] } });
    const [kind, price, sold] = dataset.table?.heads ?? [];
    expect(kind?.classes).toEqual(['ash', 'elm', 'oak'].map((name) => ({ name, items: 30, train: 24, validation: 3, test: 3 })));
    expect(price).toEqual({ answers: 'numbers', targets: ['price'], classes: [] });
    expect(sold?.classes.map(({ name, items }) => [name, items])).toEqual([
      ['false', 45],
      ['true', 45],
    ]);
  });

  it('is learned with the figure of each told after every epoch, and at the end', () => {
    expect(run).toMatchObject({ measure: 'accuracy', baseline: expect.closeTo(1 / 3, 6) });
    for (const { validation } of run.epochs) expect(validation?.heads).toHaveLength(3);
    expect(run.epochs.at(-1)?.validation?.heads?.[0]).toBe(run.final.validation?.accuracy);
    expect(run.final.test?.heads?.every(Number.isFinite)).toBe(true);
    expect(run.final.test?.heads?.[0]).toBe(run.final.test?.accuracy);
    // In the number's own unit, in which it spreads by hundreds.
    expect(run.final.test?.heads?.[1]).toBeGreaterThan(1);
  });

  it('is judged head by head, beside what is plain of each, once', async () => {
    const kind = await judged({ run: run.id, head: 'kind' });
    expect(kind).toMatchObject({ head: 'kind', answers: 'class', items: 9, classes: ['ash', 'elm', 'oak'] });
    expect(kind.accuracy).toBeCloseTo(run.final.test?.heads?.[0] ?? Number.NaN, 6);
    expect(kind.baselines.map(({ name }) => name)).toEqual(['majority', 'logistic']);
    const price = await judged({ run: run.id, head: 'price' });
    expect(price).toMatchObject({ head: 'price', answers: 'numbers', accuracy: null });
    expect(price.score?.mae).toBeCloseTo(run.final.test?.heads?.[1] ?? Number.NaN, 3);
    expect(price.numbers?.baselines.map(({ name }) => name)).toEqual(['mean', 'linear']);
    const sold = await judged({ run: run.id, head: 'sold' });
    expect(sold).toMatchObject({ head: 'sold', answers: 'class', classes: ['false', 'true'], majority: expect.any(Number) });
    expect(sold.rocAuc).not.toBeNull();
    // The parts of the loss are those of the heads.
    expect(kind.loss + price.loss + sold.loss).toBeCloseTo(run.final.test?.loss ?? Number.NaN, 4);
    expect((await judged({ run: run.id, head: 'price' })).id).toBe(price.id);
    expect((await judged({ run: run.id })).id).toBe(kind.id);
    await expect(judged({ run: run.id, head: 'width' })).rejects.toMatchObject({
      code: 'head-unknown',
      remedy: 'Ask about one of "kind", "price", "sold".',
    });
  });

  it('is judged on a file that has what one head answers and no more', async () => {
    const file = fileOf(trees.slice(0, 12).map(({ width, kind }) => ({ width, kind })));
    expect(await judged({ run: run.id, head: 'kind', file })).toMatchObject({ items: 12, part: 'file', head: 'kind' });
    await expect(judged({ run: run.id, head: 'price', file })).rejects.toMatchObject({ code: 'answers-missing' });
    const others = fileOf(trees.slice(0, 12).map(({ width }, row) => ({ width, kind: row < 2 ? 'yew' : 'oak' })));
    expect(await judged({ run: run.id, head: 'kind', file: others })).toMatchObject({ items: 10, skipped: [{}, {}] });
  });

  it('answers a row with what each head says', async () => {
    const { predictions } = await app.ask('predictions.rows', { run: run.id, rows: [{ width: 20 }] });
    const [said] = predictions;
    expect(said).toMatchObject({ label: null, probabilities: [], numbers: [] });
    expect(
      said?.heads.map(({ name, answers, label, numbers }) => [name, answers, label === null, numbers.map((each) => each.name)]),
    ).toEqual([
      ['kind', 'class', false, []],
      ['price', 'numbers', true, ['price']],
      ['sold', 'class', false, []],
    ]);
    expect(said?.heads[0]?.probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
  });

  it('takes no class weights', async () => {
    const { id: model } = await app.ask('models.create', { project: dataset.project, template: 'mlp', dataset: dataset.id });
    const config = { epochs: 1, batchSize: 8, classWeights: 'balanced' as const };
    await expect(app.ask('runs.start', { dataset: dataset.id, model, config })).rejects.toMatchObject({ code: 'class-weights-steps' });
  });
});

describe('what is wrong with one of several answers', () => {
  it('a row that misses one is in no part', async () => {
    const rows = trees.map((tree, row) => ({ ...tree, ...(row < 6 && { price: '' }), ...(row > 85 && { kind: '' }) }));
    const dataset = await imported(fileOf(rows));
    expect(dataset.table?.leftOut).toBe(10);
    expect(dataset.table?.heads?.[0]?.classes.reduce((sum, { items }) => sum + items, 0)).toBe(80);
  });

  it('a column of one class is refused by its name', async () => {
    const path = fileOf(trees.map((tree) => ({ ...tree, sold: 'yes' })));
    const { job } = await app.ask('datasets.importTable', { path, wish: { kind: 'tables', targets: ['kind', 'sold'] } });
    await expect(app.job(job)).rejects.toMatchObject({ code: 'target-constant', message: expect.stringContaining('sold') });
  });
});

describe('a run whose data were prepared otherwise since', () => {
  const asking = ({ table }: Dataset, targets: string[], answers: 'class' | 'numbers' | 'several') => {
    const columns = (table?.columns ?? []).map(({ name, type }) => ({ name, type, distinct: 3, missing: 0, tellsApart: false }));
    return suggestedTable(columns, targets, answers, 90);
  };

  it('of several answers goes on being judged and tried by what it has learned', async () => {
    const { dataset, run } = own;
    const before = await judged({ run: run.id, head: 'kind' });
    const { job } = await app.ask('datasets.prepareTable', { dataset: dataset.id, preprocessing: asking(dataset, ['price'], 'numbers') });
    await app.job(job);
    expect(headNames(await app.ask('datasets.get', { dataset: dataset.id }))).toEqual([]);
    const learned = await app.ask('datasets.ofRun', { run: run.id });
    expect(learned.table?.heads).toEqual(dataset.table?.heads);
    expect(learned.preprocessing).toEqual(dataset.preprocessing);
    const after = await judged({ run: run.id, head: 'kind' });
    expect(after).toMatchObject({ answers: 'class', accuracy: before.accuracy, majority: before.majority, confusion: before.confusion });
    expect((await judged({ run: run.id, head: 'price' })).score).not.toBeNull();
    expect((await app.ask('predictions.rows', { run: run.id, rows: [{ width: 1 }] })).predictions[0]?.heads).toHaveLength(3);
  });

  it('of one answer too', async () => {
    const dataset = await imported(fileOf(trees), ['kind']);
    const run = await trained(dataset);
    const before = await judged({ run: run.id });
    const { job } = await app.ask('datasets.prepareTable', {
      dataset: dataset.id,
      preprocessing: asking(dataset, ['kind', 'price'], 'several'),
    });
    await app.job(job);
    expect(await app.ask('datasets.ofRun', { run: run.id })).toMatchObject({
      classes: dataset.classes,
      preprocessing: dataset.preprocessing,
    });
    expect(await judged({ run: run.id })).toMatchObject({ head: null, accuracy: before.accuracy, majority: before.majority });
    const row = { width: 1, price: 20, sold: 'yes' };
    expect((await app.ask('predictions.rows', { run: run.id, rows: [row] })).predictions[0]).toMatchObject({
      label: expect.any(String),
      heads: [],
    });
  });

  it('or are gone goes on being judged on a file, without what needs them', async () => {
    const { dataset, run } = own;
    await app.ask('datasets.remove', { dataset: dataset.id });
    await app.ask('system.emptyBin', {});
    await expect(app.ask('datasets.get', { dataset: dataset.id })).rejects.toMatchObject({ code: 'not-found' });
    expect(headNames(await app.ask('datasets.ofRun', { run: run.id }))).toEqual(['kind', 'price', 'sold']);
    const file = fileOf(trees.slice(0, 12));
    const kind = await judged({ run: run.id, head: 'kind', file });
    expect(kind).toMatchObject({ head: 'kind', items: 12, majority: null, baselines: [] });
    expect((await judged({ run: run.id, head: 'price', file })).numbers?.baselines).toEqual([]);
  });
});
