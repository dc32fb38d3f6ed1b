import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Graph } from '#app/graph/graph.ts';
import { runConfig } from '#app/runs/config.ts';
import {
  drawProject,
  graphOf,
  isOver,
  openTrainingWorkspace,
  type TrainingWorkspace,
  trainingEngine,
} from '#test/helpers/training-workspace.ts';

const ending = [{ block: 'Flatten' }, { block: 'Dense', params: { units: 3 } }];
const small = graphOf(ending);
const wider = graphOf([{ block: 'Flatten' }, { block: 'Dense', params: { units: 8 } }, { block: 'Dense', params: { units: 3 } }]);
/** Some hundred times the operations of the small one. */
const large = graphOf([{ block: 'Conv2D', params: { filters: 64 } }, ...ending]);

describe(`new runs over a worker on ${trainingEngine}`, () => {
  let workspace: TrainingWorkspace;
  let project: Awaited<ReturnType<typeof drawProject>>;
  const config = runConfig.parse({ engine: trainingEngine, epochs: 1, batchSize: 16 });
  const draw = (graph: Graph) =>
    workspace.store.transaction((db) =>
      db
        .updateTable('models')
        .set({ graph: JSON.stringify(graph) })
        .where('id', '=', project.model)
        .execute(),
    );
  const seconds = async () =>
    (await workspace.runs.forecast({ dataset: project.dataset, model: project.model, config }, workspace.call)).secondsPerStep;

  beforeAll(async () => {
    workspace = await openTrainingWorkspace();
    project = await drawProject(workspace, { graph: small });
    const { id } = await workspace.start(project, { epochs: 1 });
    expect(await workspace.until(id, isOver)).toMatchObject({ state: 'finished' });
  });
  afterAll(() => workspace.close());

  it('forecasts a model of a like size, and not one a hundred times as large as any that was measured', async () => {
    const same = await seconds();
    expect(same).toBeGreaterThan(0);
    await draw(wider);
    expect(await seconds()).toBeGreaterThan(same ?? 0);
    await draw(large);
    expect(await seconds()).toBeNull();
  });

  it('trains a version as it was fixed, whatever the model has become', async () => {
    await draw(wider);
    const [first] = (await workspace.runs.list({ deleted: false }, workspace.call)).runs;
    const version = first?.modelVersion ?? 0;
    const again = await workspace.runs.start({ dataset: project.dataset, model: project.model, version, config }, workspace.call);
    expect(again).toMatchObject({ modelVersion: version, graph: { nodes: small.nodes }, parameters: first?.parameters });
    await workspace.until(again.id, isOver);
  });

  it('refuses a version of another model', async () => {
    const other = await drawProject(workspace, { graph: wider });
    const [first] = (await workspace.runs.list({ deleted: false }, workspace.call)).runs;
    const wrong = workspace.runs.start({ ...other, version: first?.modelVersion ?? 0, config }, workspace.call);
    await expect(wrong).rejects.toMatchObject({ code: 'not-found' });
  });
});
