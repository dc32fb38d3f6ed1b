import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { type AskedCore, openAskedCore } from '#test/helpers/asked-core.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { isOver } from '#test/helpers/training-workspace.ts';

const [towns, rowsEach] = [150, 20];

/** What a flat costs: mostly a matter of the town, which no other column tells; a little of its size. */
function flats(): string {
  const { whole } = drawn(12);
  const levels = Array.from({ length: towns }, () => whole(500, 3000));
  const lines = Array.from({ length: towns * rowsEach }, () => {
    const [town, size] = [whole(0, towns - 1), whole(20, 120)];
    return `town ${town},${size},${(levels[town] ?? 0) + 2 * size + whole(-20, 20)}`;
  });
  return ['town,size,rent', ...lines].join('\n');
}

let core: AskedCore;
beforeAll(async () => {
  core = await openAskedCore('unfold-categories-');
});
afterAll(() => core.close());

it('a column of very many categories goes in as a code that the template looks up, which tells what no line through codes does', async () => {
  const path = join(core.root, 'flats.csv');
  await writeFile(path, flats());
  const { job, dataset, project } = await core.ask('datasets.importTable', { path, wish: { kind: 'tables', targets: ['rent'] } });
  await core.job(job);
  const { table, preprocessing } = await core.ask('datasets.get', { dataset });
  expect(preprocessing).toMatchObject({ inputs: [{ column: 'town', encoder: { kind: 'integer' } }, { column: 'size' }] });
  expect(table?.codes).toEqual([{ feature: 0, column: 'town', codes: towns + 1 }]);

  const { id: model, graph } = await core.ask('models.create', { project, template: 'mlp', dataset });
  expect(graph.nodes.map(({ block }) => block).slice(0, 2)).toEqual(['Input', 'CategoryEmbedding']);
  const config = { epochs: 30, batchSize: 32, learningRate: 0.01 };
  const { id: run } = await core.ask('runs.start', { dataset, model, config });
  while (!isOver(await core.ask('runs.get', { run }))) await new Promise((resolve) => setTimeout(resolve, 50));
  const asked = await core.ask('evaluations.run', { run });
  const { score, numbers } = await core.job<Evaluation>(asked.job);
  expect(score?.r2).toBeGreaterThan(0.95);
  const linear = numbers?.baselines.find(({ name }) => name === 'linear');
  expect(linear?.title).toBe('Linear regression on the same inputs, codes of categories left out');
  expect(linear?.score.r2).toBeLessThan(0.3);
});
