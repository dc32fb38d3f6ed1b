import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { drawProject, graphOf, isOver, openTrainingWorkspace } from '#test/helpers/training-workspace.ts';

vi.mock('#main/entries.ts', async (original) => ({
  ...(await original<typeof import('#main/entries.ts')>()),
  entryPath: () => fileURLToPath(new URL('../../fixtures/reading-worker.ts', import.meta.url)),
}));

engineOrSkip('a run whose model cannot be compiled', () => {
  it('trains to its end and says why it is slower: beside the engine and in its log', async () => {
    const workspace = await openTrainingWorkspace();
    const graph = graphOf([
      { block: 'Flatten' },
      { block: 'Dense', params: { units: 5 } },
      { block: 'Activation' },
      { block: 'Dense', params: { units: 3 } },
    ]);
    const { id } = await workspace.start(await drawProject(workspace, { graph }), { engine: 'tensorflow' });
    const run = await workspace.until(id, isOver);
    const why =
      'This model cannot be compiled: the values of Max are read while it is recorded. It trains operation by operation, which is slower.';
    expect(run).toMatchObject({ state: 'finished', epochsDone: 2, engine: { engine: 'tensorflow', note: why } });
    const { entries } = await workspace.runs.log({ run: id }, workspace.call);
    expect(entries.filter(({ message }) => message.includes('compiled'))).toMatchObject([{ level: 'warning', message: why }]);
    await workspace.close();
  });
});
