import { expect, test } from 'vitest';
import { someGraph } from '#test/helpers/rows.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

async function withProject(workspace = temporaryFolder()) {
  const opened = await openedCore(workspace);
  const { id: project } = await opened.ask('projects.create', { name: 'Project' });
  return { ...opened, project, workspace };
}

test('a model begins from a template, a graph or nothing', async () => {
  const { ask, project } = await withProject();
  expect(await ask('models.create', { project, template: 'small-cnn' })).toMatchObject({
    name: 'Small CNN',
    template: 'small-cnn',
    versions: 0,
  });
  expect((await ask('models.create', { project, graph: someGraph() })).graph).toEqual(someGraph());
  expect((await ask('models.create', { project })).graph.nodes).toEqual([]);
  await expect(ask('models.create', { project, template: 'huge' })).rejects.toMatchObject({ code: 'template-unknown' });
  await expect(ask('models.create', { project: 99 })).rejects.toMatchObject({ code: 'not-found' });
});

test('two models of one template have names of their own, and so has a copy', async () => {
  const { ask, project } = await withProject();
  const first = await ask('models.create', { project, template: 'small-cnn' });
  await ask('models.create', { project, template: 'small-cnn' });
  await ask('models.duplicate', { model: first.id });
  expect((await ask('models.list', { project })).models.map((model) => model.name)).toEqual(['Small CNN', 'Small CNN 2', 'Small CNN 3']);
});

test('the draft and its undo history are there again after a restart', async () => {
  const workspace = temporaryFolder();
  const { ask, project, core } = await withProject(workspace);
  const { id: model } = await ask('models.create', { project, graph: someGraph(8) });
  const history = { undo: [{ label: 'Undo units 8 → 16', graph: someGraph(8) }], redo: [] };
  await ask('models.save', { model, graph: someGraph(16), history });
  await core.close();
  const again = await openedCore(workspace);
  expect((await again.ask('models.get', { model })).graph).toEqual(someGraph(16));
  expect(await again.ask('models.history', { model })).toEqual(history);
});

test('saving without a history keeps the one there is', async () => {
  const { ask, project } = await withProject();
  const { id: model } = await ask('models.create', { project, graph: someGraph(8) });
  const history = { undo: [{ label: 'a', graph: someGraph(4) }], redo: [] };
  await ask('models.save', { model, graph: someGraph(16), history });
  await ask('models.save', { model, graph: someGraph(32) });
  expect(await ask('models.history', { model })).toEqual(history);
});

test('200 edits are kept, 201 are refused', async () => {
  const { ask, project } = await withProject();
  const { id: model } = await ask('models.create', { project });
  const undo = Array.from({ length: 201 }, (_, place) => ({ label: `${place}`, graph: someGraph(place + 1) }));
  await ask('models.save', { model, graph: someGraph(), history: { undo: undo.slice(1), redo: [] } });
  expect((await ask('models.history', { model })).undo).toHaveLength(200);
  await expect(ask('models.save', { model, graph: someGraph(), history: { undo, redo: [] } })).rejects.toMatchObject({
    code: 'call-invalid',
  });
});

test('an autosave of a large graph with a full history takes below half a second', async () => {
  const { ask, project } = await withProject();
  const nodes = Array.from({ length: 200 }, (_, place) => ({
    id: `n${place}`,
    block: 'Dense',
    params: { units: place + 1, activation: 'relu', useBias: true },
  }));
  const graph = (last: number) => ({
    version: 1 as const,
    nodes: [...nodes, { id: 'last', block: 'Dense', params: { units: last } }],
    edges: [],
  });
  const { id: model } = await ask('models.create', { project });
  const undo = Array.from({ length: 200 }, (_, place) => ({ label: `${place}`, graph: graph(place + 1) }));
  await ask('models.save', { model, graph: graph(200), history: { undo, redo: [] } });
  const times: number[] = [];
  for (let edit = 0; edit < 5; edit++) {
    undo.shift();
    undo.push({ label: 'next', graph: graph(1000 + edit) });
    const begun = performance.now();
    await ask('models.save', { model, graph: graph(2000 + edit), history: { undo, redo: [] } });
    times.push(performance.now() - begun);
  }
  expectBelow(Math.min(...times), 500);
});

test('the same draft fixed twice is one version; a changed one is the next', async () => {
  const { ask, project } = await withProject();
  const { id: model } = await ask('models.create', { project, graph: someGraph(8) });
  const first = await ask('models.saveVersion', { model, note: 'first' });
  expect(await ask('models.saveVersion', { model })).toEqual(first);
  await ask('models.save', { model, graph: someGraph(9) });
  expect(await ask('models.saveVersion', { model })).toMatchObject({ number: 2 });
  expect((await ask('models.versions', { model })).versions.map((version) => version.number)).toEqual([2, 1]);
});

test('a removed model is out of the list, still there to be restored, and erased with the Bin', async () => {
  const { ask, project } = await withProject();
  const { id: model } = await ask('models.create', { project });
  await ask('models.remove', { model });
  expect((await ask('models.list', { project })).models).toEqual([]);
  await ask('models.restore', { model });
  expect((await ask('models.list', { project })).models).toHaveLength(1);
  await ask('models.remove', { model });
  await ask('system.emptyBin', {});
  await expect(ask('models.get', { model })).rejects.toMatchObject({ code: 'not-found' });
});

test('a graph with __proto__ among its parameters changes no prototype', async () => {
  const { ask, project } = await withProject();
  const graph = JSON.parse('{"version":1,"nodes":[{"id":"a","block":"__proto__","params":{"__proto__":{"polluted":1},"x":1}}],"edges":[]}');
  const { id: model } = await ask('models.create', { project, graph });
  await ask('models.saveVersion', { model });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('every change is told to the other doors', async () => {
  const { ask, project, core } = await withProject();
  const heard: string[] = [];
  core.subscribe((event) => heard.push(event.type === 'changed' ? `${event.what} ${event.id}` : event.type));
  const { id: model } = await ask('models.create', { project });
  await ask('models.rename', { model, name: 'New' });
  await expect.poll(() => heard.filter((each) => each.startsWith('models'))).toEqual([`models ${model}`, `models ${model}`]);
});
