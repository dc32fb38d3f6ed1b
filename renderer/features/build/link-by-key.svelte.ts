import { announcer } from '#renderer/frame/announce.svelte.ts';
import type { Editor } from './editor.svelte.ts';

/** A wire being drawn by key, since Svelte Flow can only do it by pointer: begun at a block, arrows offer those that may take it. */
export class LinkByKey {
  #from = $state<string | null>(null);
  readonly #editor: Editor;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** The block that the wire comes from; null: none is being drawn. */
  get from(): string | null {
    return this.#from;
  }
  /** The block it would lead to now. */
  get to(): string | null {
    if (this.#from === null) return null;
    const [chosen] = this.#editor.selection;
    return chosen !== undefined && chosen !== this.#from ? chosen : null;
  }

  begin(id: string): void {
    const { analysis } = this.#editor;
    const name = analysis.nodes.get(id)?.name ?? id;
    if (this.#targets(id).length === 0) {
      announcer.say(`No block can take a wire from ${name}.`);
      return;
    }
    this.#from = id;
    announcer.say(`Wire from ${name}: choose a block with the arrows, Enter wires, Escape leaves.`);
  }
  leave(): void {
    this.#from = null;
  }
  /** The next block that may take the wire; those that wait for one come first. */
  next(by: 1 | -1): string | null {
    if (this.#from === null) return null;
    const targets = this.#targets(this.#from);
    const now = targets.indexOf(this.to ?? '');
    return targets[now < 0 ? (by === 1 ? 0 : targets.length - 1) : (now + by + targets.length) % targets.length] ?? null;
  }
  end(to: string): void {
    const from = this.#from;
    this.#from = null;
    if (from !== null) this.#editor.connect(from, to);
  }

  #targets(from: string): string[] {
    const { analysis, graph } = this.#editor;
    const waits = (id: string): boolean =>
      graph.edges.filter((edge) => edge.to === id).length < (analysis.nodes.get(id)?.block?.inputs.least ?? 0);
    const able = analysis.order.filter((id) => this.#editor.mayConnect(from, id));
    return [...able.filter(waits), ...able.filter((id) => !waits(id))];
  }
}
