import { expect, test } from 'vitest';
import { historyOf, saveHistory } from '#main/store/model-history.ts';
import { fixVersion, versionsOf } from '#main/store/model-versions.ts';
import { addModel, addProject, someGraph } from '#test/helpers/rows.ts';
import { openedStore } from '#test/helpers/workspace.ts';

const edit = (number: number) => ({ label: `units ${number}`, graph: someGraph(number) });
const edits = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => edit(from + place));

async function withModel() {
  const { store } = await openedStore();
  const model = await addModel(store.db, await addProject(store.db));
  const rows = () =>
    store.db.selectFrom('modelHistory').select(['id', 'place', 'stack']).where('model', '=', model).orderBy('id').execute();
  return {
    store,
    model,
    rows,
    save: (history: Parameters<typeof saveHistory>[2]) => store.transaction((db) => saveHistory(db, model, history)),
  };
}

test('edits come back in order, both ways', async () => {
  const { store, model, save } = await withModel();
  await save({ undo: edits(1, 5), redo: edits(6, 7) });
  expect(await historyOf(store.db, model)).toEqual({ undo: edits(1, 5), redo: edits(6, 7) });
});

test('one more edit writes one row', async () => {
  const { rows, save } = await withModel();
  await save({ undo: edits(1, 100), redo: [] });
  const before = await rows();
  await save({ undo: edits(1, 101), redo: [] });
  expect((await rows()).slice(0, 100)).toEqual(before);
});

test('the oldest falls off without the others being written again', async () => {
  const { store, model, rows, save } = await withModel();
  await save({ undo: edits(1, 200), redo: [] });
  const before = await rows();
  await save({ undo: edits(2, 201), redo: [] });
  expect((await rows()).slice(0, 199)).toEqual(before.slice(1));
  expect((await historyOf(store.db, model)).undo).toEqual(edits(2, 201));
});

test('undo moves an edit from one stack to the other', async () => {
  const { store, model, save } = await withModel();
  await save({ undo: edits(1, 3), redo: [] });
  await save({ undo: edits(1, 2), redo: [edit(3)] });
  expect(await historyOf(store.db, model)).toEqual({ undo: edits(1, 2), redo: [edit(3)] });
});

test('a wholly different history replaces the old one; an empty one empties it', async () => {
  const { store, model, save } = await withModel();
  await save({ undo: edits(1, 3), redo: edits(4, 5) });
  await save({ undo: edits(11, 12), redo: [] });
  expect(await historyOf(store.db, model)).toEqual({ undo: edits(11, 12), redo: [] });
  await save({ undo: [], redo: [] });
  expect(await historyOf(store.db, model)).toEqual({ undo: [], redo: [] });
});

test('edits that are the same as others are kept as often as they are there', async () => {
  const { store, model, save } = await withModel();
  const undo = [edit(1), edit(1), edit(2), edit(1)];
  await save({ undo, redo: [] });
  await save({ undo: [...undo.slice(1), edit(1)], redo: [] });
  expect((await historyOf(store.db, model)).undo).toEqual([...undo.slice(1), edit(1)]);
});

test('the same graph twice is the same version, wherever its blocks stand', async () => {
  const { store, model } = await withModel();
  const fix = (graph: Parameters<typeof fixVersion>[2], note?: string) => store.transaction((db) => fixVersion(db, model, graph, note));
  const first = await fix(someGraph(8), 'mine');
  const moved = someGraph(8);
  const [input] = moved.nodes;
  if (input) input.position = { x: 5, y: 9 };
  expect(await fix(moved)).toBe(first);
  expect(await fix(someGraph(9))).not.toBe(first);
  expect((await versionsOf(store.db, model)).map((version) => [version.number, version.note])).toEqual([
    [2, ''],
    [1, 'mine'],
  ]);
});
