import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { labelsOf, setParts } from '#main/store/items.ts';
import { drawProject, isOver, openTrainingWorkspace, type TrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

describe(`a run's own parts on ${trainingEngine}`, () => {
  let workspace: TrainingWorkspace;
  let project: Awaited<ReturnType<typeof drawProject>>;

  beforeAll(async () => {
    workspace = await openTrainingWorkspace();
    project = await drawProject(workspace);
  });
  afterAll(() => workspace.close());

  it('judges a run on what it never saw, also after the data was parted anew', async () => {
    const run = (await workspace.start(project, { epochs: 1 })).id;
    expect(await workspace.until(run, isOver)).toMatchObject({ state: 'finished' });
    const tested = async () => {
      const evaluation = await workspace.job<Evaluation>(workspace.evaluations.run({ run, part: 'test' }, workspace.call));
      const pages = await Promise.all(
        [0, 1].flatMap((actual) =>
          [0, 1].map((predicted) =>
            workspace.evaluations.cell({ evaluation: evaluation.id, actual, predicted, offset: 0, limit: 1000 }, workspace.call),
          ),
        ),
      );
      return pages.flatMap((page) => page.items.map((item) => item.path)).sort();
    };
    const before = await tested();
    // Every item changes its part: what was trained on would now be tested on.
    await workspace.store.transaction(async (db) => {
      const { parts } = await labelsOf(db, project.dataset);
      const [train, validation, test] = [0, 1, 2];
      await setParts(db, project.dataset, {
        from: 0,
        parts: parts.map((part) => (part === train ? test : part === test ? validation : train)),
      });
      await db.updateTable('datasets').set({ hash: 'parted anew' }).execute();
    });
    expect(await tested()).toEqual(before);
  });
});
