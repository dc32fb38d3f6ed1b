import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawProject, isOver, openTrainingWorkspace, type TrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

describe(`a training run on ${trainingEngine}`, () => {
  let workspace: TrainingWorkspace;
  let project: Awaited<ReturnType<typeof drawProject>>;
  beforeAll(async () => {
    workspace = await openTrainingWorkspace();
    project = await drawProject(workspace);
  });
  afterAll(() => workspace.close());

  it('learns, and keeps every epoch with its figures', async () => {
    const { id } = await workspace.start(project, { epochs: 4 });
    const run = await workspace.until(id, isOver);
    expect(run.error).toBeNull();
    expect(run).toMatchObject({ state: 'finished', epochsDone: 4 });
    expect(run.epochs).toHaveLength(4);
    expect(run.final.test?.accuracy).toBeGreaterThan(0.9);
  });
});
