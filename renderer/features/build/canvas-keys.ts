import type { Editor } from './editor.svelte.ts';

interface CanvasActions {
  /** Focuses a block and brings it into view. */
  show: (id: string) => void;
  fit: () => void;
  /** Opens the palette to add a block. */
  add: () => void;
}

/** Keys of the canvas, when it or a block in it has the focus: every edit can be done without a pointer. */
export function pressOnCanvas(event: KeyboardEvent, editor: Editor, actions: CanvasActions): void {
  if (event.defaultPrevented || event.target instanceof HTMLInputElement) return;
  const mod = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const focused = event.target instanceof Element ? event.target.closest('.svelte-flow__node')?.getAttribute('data-id') : null;
  const chosen = focused ?? [...editor.selection][0] ?? null;
  const used = mod ? withMod(key, editor) : event.altKey ? withAlt(key, editor) : plain(key, chosen, editor, actions);
  if (!used) return;
  event.preventDefault();
  event.stopPropagation();
}

function withMod(key: string, editor: Editor): boolean {
  if (key === 'a') editor.chooseAll();
  else if (key === 'c') void editor.copy();
  else if (key === 'x') void editor.cut();
  else if (key === 'v') void editor.paste();
  else return false;
  return true;
}

/** Alt and an arrow move the chosen blocks by a step of the grid. */
function withAlt(key: string, editor: Editor): boolean {
  const by = { ArrowUp: [0, -16], ArrowDown: [0, 16], ArrowLeft: [-16, 0], ArrowRight: [16, 0] }[key];
  if (by === undefined) return false;
  editor.nudge(by[0] ?? 0, by[1] ?? 0);
  return true;
}

function plain(key: string, chosen: string | null, editor: Editor, actions: CanvasActions): boolean {
  const walk = { ArrowDown: 'after', ArrowUp: 'before', ArrowLeft: 'left', ArrowRight: 'right' } as const;
  if (key in walk) {
    // `in` checked that the key is one of walk's
    const next =
      editor.linkFrom === null
        ? editor.neighbour(chosen, walk[key as keyof typeof walk])
        : editor.nextTarget(key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1);
    if (next === null) return true;
    editor.choose([next], null);
    actions.show(next);
    return true;
  }
  if (key === 'Enter' && editor.linkFrom !== null && chosen !== null) editor.endLink(chosen);
  else if (key === 'Escape' && editor.linkFrom !== null) editor.beginLink(null);
  else if (key === 'Escape' && editor.selection.size > 0) editor.choose([], null);
  else if (key === 'Enter' && chosen !== null) {
    editor.choose([chosen], null);
    document
      .querySelector<HTMLElement>('[aria-label="Inspector"] input:not([aria-label="Name of the block"]), [aria-label="Inspector"] button')
      ?.focus();
  } else if (key === 'a') actions.add();
  else if (key === 'c' && chosen !== null) editor.beginLink(chosen);
  else if (key === 'r' && chosen !== null) editor.beginReplace(chosen);
  else if (key === 'd') editor.duplicate();
  else if (key === 'Delete' || key === 'Backspace') editor.removeSelected();
  else if (key === 'l') editor.tidy();
  else if (key === 'f') actions.fit();
  else if (key === 'o') editor.toggleOutline();
  else return false;
  return true;
}
