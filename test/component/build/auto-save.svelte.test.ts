import { describe, expect, it, vi } from 'vitest';
import { emptyHistory } from '#app/graph/history.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeModel } from '../../helpers/fake-data.ts';
import { fakeGraph } from '../../helpers/fake-objects.ts';
import { HeldClient } from '../../helpers/held-client.ts';

vi.mock('#renderer/client.ts', () => ({ client: new FakeClient() }));
const { allSaved, autoSaveOf } = await import('#renderer/features/build/auto-save.svelte.ts');

const units = (input: unknown): unknown => (input as { graph: ReturnType<typeof fakeGraph> }).graph.nodes[2]?.params.units;
let models = 200;

describe('autosave', () => {
  it('writes one draft at a time, and the newest after it', async () => {
    const core = new HeldClient({ 'models.save': () => fakeModel() });
    const saves = autoSaveOf(core, ++models);
    saves.note(fakeGraph(1), emptyHistory);
    const first = saves.flush();
    saves.note(fakeGraph(2), emptyHistory);
    saves.note(fakeGraph(3), emptyHistory);
    const second = saves.flush();
    await new Promise((resolve) => setTimeout(resolve));
    expect(core.held.map(({ input }) => units(input))).toEqual([1]);
    await core.letGo(0);
    await core.letGo(1);
    await Promise.all([first, second]);
    expect(core.held.map(({ input }) => units(input))).toEqual([1, 3]);
    expect(saves.count).toBe(2);
  });

  it('is waited for by whoever reads the models next', async () => {
    const core = new HeldClient({ 'models.save': () => fakeModel() });
    autoSaveOf(core, ++models).note(fakeGraph(5), emptyHistory);
    let read = false;
    const waiting = allSaved().then(() => (read = true));
    await new Promise((resolve) => setTimeout(resolve));
    expect(read).toBe(false);
    await core.letGo(0);
    await waiting;
    expect(read).toBe(true);
  });

  it('keeps a draft that came while one was refused', async () => {
    const core = new FakeClient({
      'models.save': () => ({ ok: false, error: { code: 'disk-full', message: 'Full.', remedy: 'Free some.' } }),
    });
    const saves = autoSaveOf(core, ++models);
    saves.note(fakeGraph(1), emptyHistory);
    const flushed = saves.flush();
    saves.note(fakeGraph(2), emptyHistory);
    await flushed;
    expect(saves.due?.graph).toEqual(fakeGraph(2));
  });
});
