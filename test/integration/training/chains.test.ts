import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runInside } from '#main/store/run-sessions.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { drawProject, graphOf, isOver, openTrainingWorkspace, type TrainingWorkspace } from '#test/helpers/training-workspace.ts';

const graph = graphOf([{ block: 'Conv2D', params: { filters: 4 } }, { block: 'Flatten' }, { block: 'Dense', params: { units: 3 } }]);

engineOrSkip('the number of chains a batch is computed in', () => {
  let workspace: TrainingWorkspace;
  let project: { dataset: number; model: number };
  const trained = async (config: object) => {
    const { id } = await workspace.start(project, { engine: 'tensorflow', ...config });
    expect(await workspace.until(id, isOver)).toMatchObject({ state: 'finished' });
    return id;
  };
  const chainsOf = async (run: number) => (await runInside(workspace.store.db, run)).began?.parts.chains;
  const logOf = async (run: number) =>
    (await workspace.runs.log({ run }, workspace.call)).entries.map(({ message }) => message).filter((line) => line.includes('chain'));

  beforeAll(async () => {
    // With one thread there is nothing to choose.
    vi.stubEnv('UNFOLD_THREADS', '2');
    workspace = await openTrainingWorkspace();
    project = await drawProject(workspace, { graph });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await workspace.close();
  });

  it('is measured once for a model, recorded with the run, and taken by the runs behind it', async () => {
    const first = await trained({ seed: 1 });
    expect(await chainsOf(first)).toMatch(/^[12]$/);
    expect(await logOf(first)).toEqual([
      expect.stringMatching(/^A batch is computed in (1 chain|2 chains): [\d.]+ ms a step in 2, [\d.]+ ms a step in 1\.$/),
    ]);
    const second = await trained({ seed: 2 });
    expect(await chainsOf(second)).toBe(await chainsOf(first));
    expect(await logOf(second)).toEqual([expect.stringContaining('as was measured for this model before')]);
  });

  it('is measured anew for other batches', async () => {
    expect(await logOf(await trained({ batchSize: 8 }))).toEqual([expect.stringContaining('ms a step in')]);
  });

  it('is kept by a run that goes on', async () => {
    const run = await trained({ seed: 3, epochs: 1 });
    const other = (await chainsOf(run)) === '1' ? '2' : '1';
    // As if it had been measured on another day: what the run began with counts, not what is usual.
    await workspace.store.transaction(async (db) => {
      const { began } = await runInside(db, run);
      await db
        .updateTable('runs')
        .set({ hashParts: JSON.stringify({ ...began?.parts, chains: other }) })
        .where('id', '=', run)
        .execute();
    });
    await workspace.runs.resume({ run, epochs: 2, force: false }, workspace.call);
    expect(await workspace.until(run, isOver)).toMatchObject({ state: 'finished', epochsDone: 2 });
    expect(await chainsOf(run)).toBe(other);
  });
});
