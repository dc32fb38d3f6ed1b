import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeModel } from '../../helpers/fake-data.ts';

vi.mock('#renderer/client.ts', () => ({ client: new FakeClient() }));
const { Editor } = await import('#renderer/features/build/editor.svelte.ts');
const { CanvasKeys } = await import('#renderer/features/build/canvas-keys.ts');
const { canvasActions } = await import('#renderer/features/build/canvas-actions.ts');

let models = 100;
/** A canvas with a block a node, a field beside them, and the keys over it all. */
function opened({ viewKeys = true } = {}) {
  const model = fakeModel(undefined, { id: ++models });
  const core = new FakeClient({ 'models.save': () => model, 'models.history': () => ({ undo: [], redo: [] }) });
  const editor = new Editor(core, model, { input: [32, 32, 3], classes: 4 });
  const canvas = { show: vi.fn(), fit: vi.fn(), add: vi.fn(), edit: vi.fn(), middle: () => ({ x: 0, y: 0 }) };
  const keys = new CanvasKeys({ editor, canvas, actions: () => canvasActions(editor, canvas, () => {}), viewKeys: () => viewKeys });
  const surface = document.createElement('div');
  for (const { id } of editor.graph.nodes) {
    const block = document.createElement('div');
    block.className = 'svelte-flow__node';
    block.dataset.id = id;
    surface.append(block);
  }
  const field = document.createElement('input');
  surface.append(field);
  surface.addEventListener('keydown', (event) => keys.press(event));
  document.body.append(surface);
  const press = (key: string, on: Element = surface, more: KeyboardEventInit = {}): boolean => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
    on.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const block = (id: string): Element => surface.querySelector(`[data-id="${id}"]`) ?? surface;
  return { editor, canvas, press, block, field, surface };
}
beforeEach(() => document.body.replaceChildren());

describe('keys of the canvas', () => {
  it('walk along the wires and choose what they reach', () => {
    const { editor, canvas, press } = opened();
    press('ArrowDown');
    press('ArrowDown');
    expect([...editor.selection]).toEqual(['flatten']);
    press('ArrowUp');
    expect([...editor.selection]).toEqual(['input']);
    expect(canvas.show).toHaveBeenLastCalledWith('input');
  });
  it('choose several with Shift', () => {
    const { editor, press } = opened();
    editor.choose(['input'], null);
    press('ArrowDown', undefined, { shiftKey: true });
    expect([...editor.selection]).toEqual(['input', 'flatten']);
  });
  it('mean the block that has the focus, whatever is chosen', () => {
    const { editor, press, block } = opened();
    editor.choose(['output'], null);
    press('Delete', block('flatten'));
    expect(editor.graph.nodes.map(({ id }) => id)).toEqual(['input', 'dense', 'output']);
  });
  it('leave a field beside the blocks its letters', () => {
    const { editor, press, field } = opened();
    editor.choose(['dense'], null);
    for (const key of ['d', 'Delete', 'Backspace', 'l', 'ArrowDown']) expect(press(key, field)).toBe(false);
    expect(editor.undoLabel).toBeNull();
  });
  it.each([
    ['d', 5],
    ['Backspace', 3],
  ])('do by %s what the menu says', (key, blocks) => {
    const { editor, press, block } = opened();
    press(key, block('dense'));
    expect(editor.graph.nodes).toHaveLength(blocks);
  });
  it('ask for what needs more than the canvas', () => {
    const { editor, canvas, press, block } = opened();
    press('a');
    press('f');
    press('Enter', block('dense'));
    press('r', block('dense'));
    expect(canvas.add).toHaveBeenCalledOnce();
    expect(canvas.fit).toHaveBeenCalledOnce();
    expect(canvas.edit).toHaveBeenCalledOnce();
    expect(editor.replacing).toBe('dense');
  });
  it('draw a wire: C, arrows, Enter', () => {
    const { editor, press, block } = opened();
    editor.disconnect({ from: 'dense', to: 'output' });
    press('c', block('dense'));
    press('ArrowDown', block('dense'));
    press('Enter', block('output'));
    expect(editor.graph.edges).toContainEqual({ from: 'dense', to: 'output' });
  });
  it('leave drawing by Escape, back where it began', () => {
    const { editor, press, block } = opened();
    editor.disconnect({ from: 'dense', to: 'output' });
    press('c', block('dense'));
    press('ArrowDown', block('dense'));
    press('Escape', block('output'));
    expect(editor.link.from).toBeNull();
    expect([...editor.selection]).toEqual(['dense']);
    expect(editor.graph.edges).toHaveLength(2);
  });
  it('do not delete while a wire is being drawn', () => {
    const { editor, press, block } = opened();
    editor.disconnect({ from: 'dense', to: 'output' });
    press('c', block('dense'));
    press('Delete', block('dense'));
    expect(editor.graph.nodes).toHaveLength(4);
  });
  it('leave the letter after G to the window: G then D is a view, not a duplicate', () => {
    const { editor, press, block } = opened();
    expect(press('g', block('dense'))).toBe(false);
    expect(press('d', block('dense'))).toBe(false);
    expect(editor.graph.nodes).toHaveLength(4);
    press('d', block('dense'));
    expect(editor.graph.nodes).toHaveLength(5);
  });
  it('know no G where such keys are switched off', () => {
    const { editor, press, block } = opened({ viewKeys: false });
    press('g', block('dense'));
    press('d', block('dense'));
    expect(editor.graph.nodes).toHaveLength(5);
  });
  it('move by Alt and arrows', () => {
    const { editor, press, block } = opened();
    const before = editor.positions.get('dense')?.x ?? 0;
    press('ArrowRight', block('dense'), { altKey: true });
    expect(editor.positions.get('dense')?.x).toBe(before + 16);
  });
  it('leave copy and paste to the browser, which hands the clipboard over without asking', () => {
    const { press, block } = opened();
    for (const key of ['c', 'x', 'v']) expect(press(key, block('dense'), { ctrlKey: true })).toBe(false);
  });
  it('leave undo to the window', () => {
    const { press, block } = opened();
    expect(press('z', block('dense'), { ctrlKey: true })).toBe(false);
  });
  it('do nothing, and say why, for what cannot be done now', () => {
    const { editor, press } = opened();
    press('d');
    press('Delete');
    expect(editor.graph.nodes).toHaveLength(4);
  });
});
