import { type Keys, pressed, typing } from '#renderer/ui/keys.ts';
import type { CanvasAction, CanvasDoes } from './canvas-actions.ts';
import type { Editor } from './editor.svelte.ts';

/** As long as the window waits for the second key of G then H. Milliseconds. */
const memory = 1500;

const walks = { ArrowDown: 'after', ArrowUp: 'before', ArrowLeft: 'left', ArrowRight: 'right' } as const;
const isWalk = (key: string): key is keyof typeof walks => Object.hasOwn(walks, key);
/** A step of the grid, px. */
const nudges: Readonly<Record<Keys, readonly [number, number]>> = {
  'Alt+ArrowUp': [0, -16],
  'Alt+ArrowDown': [0, 16],
  'Alt+ArrowLeft': [-16, 0],
  'Alt+ArrowRight': [16, 0],
};
/** The browser tells these with the clipboard in hand. */
const ofClipboard = ['Mod+C', 'Mod+X', 'Mod+V'];

interface CanvasKeysNeed {
  editor: Editor;
  canvas: CanvasDoes;
  actions: () => readonly CanvasAction[];
  /** Whether G then a letter changes the view. */
  viewKeys: () => boolean;
}

/** The keys of the canvas, whatever in it has the focus: every edit can be done without a pointer. */
export class CanvasKeys {
  readonly #need: CanvasKeysNeed;
  #lead = Number.NEGATIVE_INFINITY;

  constructor(need: CanvasKeysNeed) {
    this.#need = need;
  }

  press(event: KeyboardEvent): void {
    const keys = pressed(event);
    if (event.defaultPrevented || event.isComposing || keys === '' || typing(event.target, keys) || ofClipboard.includes(keys)) return;
    // The letter after G belongs to the window: it leads to another view.
    const led = performance.now() - this.#lead < memory;
    this.#lead = keys === 'G' && !led && this.#need.viewKeys() ? performance.now() : Number.NEGATIVE_INFINITY;
    if (led || keys === 'G') return;
    const block = event.target instanceof Element ? (event.target.closest('.svelte-flow__node')?.getAttribute('data-id') ?? null) : null;
    if (block === null && keys === 'Enter' && event.target instanceof HTMLElement && event.target.matches('a, button')) return;
    if (!(this.#need.editor.link.from === null ? this.#plain(keys, block) : this.#linking(keys, block))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #plain(keys: Keys, block: string | null): boolean {
    const { editor, canvas } = this.#need;
    const [shift, key] = keys.startsWith('Shift+') ? [true, keys.slice(6)] : [false, keys];
    if (isWalk(key)) {
      const next = editor.neighbour(block ?? [...editor.selection].at(-1) ?? null, walks[key]);
      if (next !== null) this.#reach(next, shift);
      return true;
    }
    if (keys === 'Escape') {
      if (editor.selection.size === 0 && editor.chosenWire === null) return false;
      editor.choose([], null);
      canvas.show(null);
      return true;
    }
    // What has the focus is meant, where something else is chosen.
    if (block !== null && !editor.selection.has(block)) editor.choose([block], null);
    const nudge = nudges[keys];
    if (nudge !== undefined) editor.nudge(...nudge);
    else if (keys === ' ' && block !== null) editor.choose([block], null);
    else return this.#act(keys === 'Backspace' ? 'Delete' : keys);
    return true;
  }
  #act(keys: Keys): boolean {
    const action = this.#need.actions().find((each) => each.keys === keys);
    if (action === undefined) return false;
    if (action.reason === undefined) action.run();
    return true;
  }
  /** While a wire is drawn by key only its own keys count. */
  #linking(keys: Keys, block: string | null): boolean {
    const { link } = this.#need.editor;
    const from = link.from;
    if (isWalk(keys)) {
      const next = link.next(keys === 'ArrowDown' || keys === 'ArrowRight' ? 1 : -1);
      if (next !== null) this.#reach(next, false);
    } else if (keys === 'Escape') {
      link.leave();
      if (from !== null) this.#reach(from, false);
    } else if (keys === 'Enter') {
      const to = block !== null && block !== from ? block : link.to;
      if (to !== null) link.end(to);
    } else return false;
    return true;
  }
  #reach(id: string, more: boolean): void {
    const { editor, canvas } = this.#need;
    editor.choose(more ? [...editor.selection, id] : [id], null);
    canvas.show(id);
  }
}
