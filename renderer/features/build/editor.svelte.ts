import { getContext } from 'svelte';
import type { BlockContext } from '#app/blocks/block.ts';
import type { Model } from '#app/contract/models.ts';
import { type Analysis, analyse } from '#app/graph/analyse.ts';
import { addAfter, addBlock, addBranch, insertOnEdge, type Position } from '#app/graph/edits/add.ts';
import { moveNodes, renameNode, replaceBlock, setParams, tidy } from '#app/graph/edits/change.ts';
import { duplicateNodes, pasteFragment } from '#app/graph/edits/clipboard.ts';
import type { Edit } from '#app/graph/edits/edit.ts';
import { applyRepair } from '#app/graph/edits/repair.ts';
import { connect, connectProblem, disconnect, removeNodes } from '#app/graph/edits/wires.ts';
import type { Graph, GraphEdge } from '#app/graph/graph.ts';
import { emptyHistory, type History, record, redone, undone } from '#app/graph/history.ts';
import { layout } from '#app/graph/layout.ts';
import type { GraphRepair } from '#app/graph/problem.ts';
import type { Client } from '#renderer/client.ts';
import { announcer } from '#renderer/frame/announce.svelte.ts';
import { type AutoSave, autoSaveOf } from './auto-save.svelte.ts';
import { LinkByKey } from './link-by-key.svelte.ts';
import { nodeSize } from './node-size.ts';
import { setApart, withRoom } from './room.ts';
import { type Direction, neighbourOf } from './walk.ts';
import { edgeId, edgeOf } from './wires.ts';

export const editorKey = Symbol('editor');
/** The editor of the model view that a component stands in. */
export const editorOf = (): Editor => getContext<Editor>(editorKey);

/** Values typed into one field, and steps of one block by key, are one thing to undo within this time. Milliseconds. */
const joining = 1500;

type Tab = 'canvas' | 'outline' | 'versions';

/** A model being edited: its graph, what is known of it, what is chosen, what can be undone. Every edit is saved by itself. */
export class Editor {
  readonly link = new LinkByKey(this);
  readonly saves: AutoSave;
  tab = $state<Tab>('canvas');
  /** Where the canvas was looked at when it was left for the outline. */
  viewport: { x: number; y: number; zoom: number } | undefined;
  #context = $state.raw<BlockContext>({ input: [], classes: null });
  #graph = $state.raw<Graph>({ version: 1, nodes: [], edges: [] });
  #history = $state.raw<History>(emptyHistory);
  #selection = $state.raw<ReadonlySet<string>>(new Set());
  #wire = $state<string | null>(null);
  #replacing = $state<string | null>(null);
  #last: { key: string; at: number } | null = null;
  readonly #analysis = $derived.by(() => analyse(this.#graph, this.#context));
  readonly #positions = $derived.by(() => layout(this.#graph, nodeSize));

  constructor(client: Client, model: Model, context: BlockContext) {
    this.#context = context;
    this.saves = autoSaveOf(client, model.id);
    const { due } = this.saves;
    this.#graph = due?.graph ?? model.graph;
    if (due === null) void this.#readHistory(client, model.id);
    else this.#history = due.history;
  }

  /** The data that the shapes are worked out for. */
  get context(): BlockContext {
    return this.#context;
  }
  /** Works the shapes out for other data. */
  lookWith(context: BlockContext): void {
    if (JSON.stringify(context) !== JSON.stringify(this.#context)) this.#context = context;
  }

  get graph(): Graph {
    return this.#graph;
  }
  get analysis(): Analysis {
    return this.#analysis;
  }
  /** Where each block stands, px; those that were never moved are laid out. */
  get positions(): ReadonlyMap<string, Position> {
    return this.#positions;
  }
  get selection(): ReadonlySet<string> {
    return this.#selection;
  }
  /** Id of the chosen wire. */
  get chosenWire(): string | null {
    return this.#wire;
  }
  /** The block that is to be replaced: the menu is open. */
  get replacing(): string | null {
    return this.#replacing;
  }
  get undoLabel(): string | null {
    return this.#history.undo.at(-1)?.label ?? null;
  }
  get redoLabel(): string | null {
    return this.#history.redo.at(-1)?.label ?? null;
  }

  choose(ids: readonly string[], wire: string | null): void {
    const same = ids.length === this.#selection.size && ids.every((id) => this.#selection.has(id));
    if (!same) this.#selection = new Set(ids);
    this.#wire = wire;
  }
  chooseAll(): void {
    this.choose(
      this.#graph.nodes.map((node) => node.id),
      null,
    );
  }

  addAt(type: string, position: Position): void {
    this.#apply(addBlock(this.#placed(), { block: type, position }));
  }
  insertOnWire(type: string, edge: GraphEdge): void {
    this.#apply(insertOnEdge(this.#graph, { block: type }, edge));
  }
  /** Into the chosen wire; else behind the chosen block; else before the Output; else behind the last block that leads nowhere yet. */
  addAfterChosen(type: string): void {
    const { order, nodes } = this.#analysis;
    const passesOn = (id: string): boolean => nodes.get(id)?.block?.hasOutput !== false;
    const chosen = [...this.#selection].at(-1);
    const output = order.find((id) => !passesOn(id));
    const intoOutput = this.#graph.edges.find((edge) => edge.to === output);
    const loose = order.findLast((id) => passesOn(id) && !this.#graph.edges.some((edge) => edge.from === id));
    if (this.#wire !== null && chosen === undefined) this.insertOnWire(type, edgeOf(this.#wire));
    else if (chosen !== undefined && passesOn(chosen)) this.#apply(addAfter(this.#graph, { block: type }, chosen));
    else if (intoOutput !== undefined) this.#apply(insertOnEdge(this.#graph, { block: type }, intoOutput));
    else if (loose !== undefined) this.#apply(addAfter(this.#graph, { block: type }, loose));
    else this.#apply(addBlock(this.#graph, { block: type }));
  }
  /** A branch out of a block, where a wire was let go. */
  addAfter(type: string, from: string, position: Position): void {
    this.#apply(addBranch(this.#placed(), { block: type, position }, from));
  }
  mayConnect(from: string, to: string): boolean {
    return connectProblem(this.#graph, from, to) === null;
  }
  connect(from: string, to: string): void {
    const problem = connectProblem(this.#graph, from, to);
    if (problem !== null) announcer.say(problem);
    else this.#apply(connect(this.#graph, from, to));
  }
  disconnect(edge: GraphEdge): void {
    this.#apply(disconnect(this.#placed(), edge));
  }
  setParam(id: string, name: string, value: unknown): void {
    this.#apply(setParams(this.#graph, id, { [name]: value }), `${id} ${name}`);
  }
  rename(id: string, name: string): void {
    if (name !== this.#analysis.nodes.get(id)?.name) this.#apply(renameNode(this.#graph, id, name));
  }
  replace(id: string, type: string): void {
    this.#replacing = null;
    if (this.#graph.nodes.find((node) => node.id === id)?.block !== type) this.#apply(replaceBlock(this.#graph, id, type));
  }
  beginReplace(id: string | null): void {
    this.#replacing = id;
  }
  repair(repair: GraphRepair): void {
    this.#apply(applyRepair(this.#graph, repair));
  }
  /** Takes the chosen blocks away, healing the wires, else the chosen wire. What stood before them is chosen then. */
  removeSelected(): void {
    if (this.#selection.size > 0) {
      const before = this.#stayingBeside(this.#selection);
      this.#apply(removeNodes(this.#graph, this.#selection));
      this.choose(before === null ? [] : [before], null);
    } else if (this.#wire !== null) this.disconnect(edgeOf(this.#wire));
  }
  duplicate(): void {
    if (this.#selection.size > 0) this.#applyApart(duplicateNodes(this.#placed(), this.#selection));
  }
  /** The chosen blocks with their places, for the clipboard. */
  placedGraph(): Graph {
    return this.#placed();
  }
  /** Adds copied blocks; `at` is where their upper left goes when they come from elsewhere. */
  paste(fragment: Graph, at?: Position): void {
    const placed = fragment.nodes.flatMap(({ position }) => position ?? []);
    const left = Math.min(...placed.map(({ x }) => x));
    const top = Math.min(...placed.map(({ y }) => y));
    const moved =
      at === undefined || placed.length === 0
        ? fragment
        : moveNodes(
            fragment,
            new Map(
              fragment.nodes.flatMap(({ id, position }) =>
                position === undefined ? [] : [[id, { x: position.x - left + at.x, y: position.y - top + at.y }]],
              ),
            ),
          ).graph;
    this.#applyApart(pasteFragment(this.#placed(), moved));
  }
  /** Puts blocks where they were dragged; moves of the same `joined` name that follow each other are undone as one. */
  move(positions: ReadonlyMap<string, Position>, joined?: string): void {
    const moved = [...positions].filter(
      ([id, at]) => Math.abs((this.#positions.get(id)?.x ?? 0) - at.x) + Math.abs((this.#positions.get(id)?.y ?? 0) - at.y) >= 1,
    );
    // From here on every block keeps its place: the others must not jump because one was moved.
    if (moved.length > 0) this.#apply(moveNodes(this.#placed(), new Map(moved)), joined);
  }
  nudge(x: number, y: number): void {
    const places = [...this.#selection].map((id): [string, Position] => {
      const place = this.#positions.get(id) ?? { x: 0, y: 0 };
      return [id, { x: place.x + x, y: place.y + y }];
    });
    this.move(new Map(places), `nudge ${[...this.#selection].join(' ')}`);
  }
  tidy(): void {
    this.#apply(tidy(this.#graph));
  }
  toggleOutline(): void {
    this.tab = this.tab === 'outline' ? 'canvas' : 'outline';
  }
  /** Puts another graph in place: a version taken back. */
  take(graph: Graph, label: string): void {
    this.#apply({ label, graph, added: [] });
  }
  /** The next block along the wires (after, before) or beside (left, right). */
  neighbour(id: string | null, direction: Direction): string | null {
    return neighbourOf(this.#graph, this.#analysis.order, this.#positions, id, direction);
  }

  undo(): void {
    this.#step(undone(this.#history, this.#graph), `Undone: ${this.undoLabel}`);
  }
  redo(): void {
    this.#step(redone(this.#history, this.#graph), `Done again: ${this.redoLabel}`);
  }

  /** `joined` names what goes on: edits of the same name that follow each other quickly are one step to undo. */
  #apply(edit: Edit, joined?: string): void {
    const now = performance.now();
    const join = joined !== undefined && this.#last?.key === joined && now - this.#last.at < joining;
    this.#last = joined === undefined ? null : { key: joined, at: now };
    this.#history = record(this.#history, this.#graph, edit, join);
    this.#graph = withRoom(edit.graph, this.#positions);
    if (edit.added.length > 0) this.choose(edit.added, null);
    this.#forgetGone();
    this.saves.note(this.#graph, this.#history);
    announcer.say(edit.label);
  }
  #applyApart(edit: Edit): void {
    this.#apply({ ...edit, graph: setApart(edit.graph, edit.added) });
  }
  #step(step: { graph: Graph; history: History } | null, words: string): void {
    if (step === null) return;
    const before = new Set(this.#graph.nodes.map((node) => node.id));
    const back = step.graph.nodes.flatMap(({ id }) => (before.has(id) ? [] : [id]));
    this.#graph = step.graph;
    this.#history = step.history;
    this.#last = null;
    if (back.length > 0) this.choose(back, null);
    this.#forgetGone();
    this.saves.note(step.graph, step.history);
    announcer.say(words);
  }
  /** What is no longer there cannot stay chosen, nor be wired. */
  #forgetGone(): void {
    const ids = new Set(this.#graph.nodes.map((node) => node.id));
    const wire = this.#graph.edges.some((edge) => edgeId(edge) === this.#wire) ? this.#wire : null;
    this.choose(
      [...this.#selection].filter((id) => ids.has(id)),
      wire,
    );
    if (this.link.from !== null && !ids.has(this.link.from)) this.link.leave();
  }
  /** The nearest block that stays when these go: before them, else after. */
  #stayingBeside(ids: ReadonlySet<string>): string | null {
    const { order } = this.#analysis;
    const first = order.findIndex((id) => ids.has(id));
    return order.slice(0, Math.max(0, first)).at(-1) ?? order.find((id) => !ids.has(id)) ?? null;
  }
  /** The graph with every block's place written down. */
  #placed(): Graph {
    return moveNodes(this.#graph, this.#positions).graph;
  }
  async #readHistory(client: Client, model: number): Promise<void> {
    const kept = await client.call('models.history', { model });
    // An edit made meanwhile has begun a history of its own that must not be lost.
    if (kept.ok && this.#history === emptyHistory) this.#history = kept.value;
  }
}
