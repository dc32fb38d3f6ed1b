import { copied, fromClipboard, pasted, toClipboard } from './block-clipboard.ts';
import type { Editor } from './editor.svelte.ts';

/** What the canvas itself does for an action. */
export interface CanvasDoes {
  /** Puts the focus on a block and brings it into view; null: on the canvas. */
  show: (id: string | null) => void;
  fit: () => void;
  /** Where the middle of what is in sight lies on the canvas. */
  middle: () => { x: number; y: number };
  /** Puts the cursor where a block to add is named. */
  add: () => void;
  /** Puts the cursor into the first value of the chosen block. */
  edit: () => void;
}

/** Something that can be done on the canvas: its key, the context menu and the command palette read it here. */
export interface CanvasAction {
  id: string;
  title: string;
  keys: string;
  /** What a right click must be on for it. */
  on: 'block' | 'chosen' | 'canvas';
  danger?: boolean;
  /** Why not now. */
  reason?: string | undefined;
  run: () => void;
}

/** Pastes a clipboard's text, in sight; says so where it holds no blocks. */
export function pasteText(text: string, editor: Editor, canvas: CanvasDoes, say: (sentence: string) => void): void {
  const fragment = pasted(text);
  if (fragment === null) {
    say('The clipboard holds no blocks.');
    return;
  }
  const known = new Set(editor.graph.nodes.map((node) => node.id));
  const { x, y } = canvas.middle();
  // Pieces of this model land beside where they were; those of another have no place here yet.
  editor.paste(fragment, fragment.nodes.every((node) => known.has(node.id)) ? undefined : { x: x - 136, y: y - 60 });
  canvas.show([...editor.selection][0] ?? null);
}

/** Everything that can be done on the canvas now, in the order of menus. */
export function canvasActions(editor: Editor, canvas: CanvasDoes, say: (sentence: string) => void): CanvasAction[] {
  const chosen = [...editor.selection];
  const [first] = chosen;
  const one = first === undefined ? 'Choose a block first' : undefined;
  const any = first === undefined && editor.chosenWire === null ? 'Choose a block or a wire first' : undefined;
  const copy = (): void => {
    const text = copied(editor.placedGraph(), editor.selection);
    if (text !== null) void toClipboard(text);
  };
  const remove = (): void => {
    editor.removeSelected();
    canvas.show([...editor.selection][0] ?? null);
  };
  return [
    { id: 'edit', title: 'Edit its values', keys: 'Enter', on: 'block', reason: one, run: canvas.edit },
    { id: 'add', title: first === undefined ? 'Add a block' : 'Add a block after it', keys: 'A', on: 'block', run: canvas.add },
    {
      id: 'connect',
      title: 'Wire it to …',
      keys: 'C',
      on: 'block',
      reason: one,
      run: () => first !== undefined && editor.link.begin(first),
    },
    {
      id: 'replace',
      title: 'Replace it by …',
      keys: 'R',
      on: 'block',
      reason: one,
      run: () => first !== undefined && editor.beginReplace(first),
    },
    {
      id: 'duplicate',
      title: 'Duplicate',
      keys: 'D',
      on: 'block',
      reason: one,
      run: () => {
        editor.duplicate();
        canvas.show([...editor.selection][0] ?? null);
      },
    },
    {
      id: 'cut',
      title: 'Cut',
      keys: 'Mod+X',
      on: 'block',
      reason: one,
      run: () => {
        copy();
        remove();
      },
    },
    { id: 'copy', title: 'Copy', keys: 'Mod+C', on: 'block', reason: one, run: copy },
    {
      id: 'paste',
      title: 'Paste',
      keys: 'Mod+V',
      on: 'canvas',
      run: () => void fromClipboard().then((text) => pasteText(text, editor, canvas, say)),
    },
    {
      id: 'delete',
      title: first === undefined ? 'Delete the wire' : 'Delete, healing the wire',
      keys: 'Delete',
      on: 'chosen',
      danger: true,
      reason: any,
      run: remove,
    },
    { id: 'all', title: 'Choose all blocks', keys: 'Mod+A', on: 'canvas', run: () => editor.chooseAll() },
    { id: 'tidy', title: 'Tidy', keys: 'L', on: 'canvas', run: () => editor.tidy() },
    { id: 'fit', title: 'Fit into view', keys: 'F', on: 'canvas', run: canvas.fit },
    { id: 'outline', title: 'Show as outline', keys: 'O', on: 'canvas', run: () => editor.toggleOutline() },
  ];
}
