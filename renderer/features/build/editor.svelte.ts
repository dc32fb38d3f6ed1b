import { getContext } from 'svelte';
import type { BlockContext } from '#app/blocks/block.ts';
import type { Model } from '#app/contract/models.ts';
import { type Analysis, analyse } from '#app/graph/analyse.ts';
import { addAfter, addBlock, addBranch, insertOnEdge, type Position } from '#app/graph/edits/add.ts';
import { moveNodes, renameNode, replaceBlock, setParams, tidy } from '#app/graph/edits/change.ts';
import { copyNodes, duplicateNodes, pasteFragment, readFragment } from '#app/graph/edits/clipboard.ts';
import type { Edit } from '#app/graph/edits/edit.ts';
import { applyRepair } from '#app/graph/edits/repair.ts';
import { connect, connectProblem, disconnect, removeNodes } from '#app/graph/edits/wires.ts';
import type { Graph, GraphEdge } from '#app/graph/graph.ts';
import { emptyHistory, type History, record, redone, undone } from '#app/graph/history.ts';
import { layout } from '#app/graph/layout.ts';
import type { GraphRepair } from '#app/graph/problem.ts';
import type { Client } from '#renderer/client.ts';
import { announcer } from '#renderer/frame/announce.svelte.ts';
import { AutoSave } from './auto-save.ts';
import { type Direction, neighbourOf } from './walk.ts';
import { edgeId, edgeOf } from './wires.ts';

/** A block on the canvas, px. */
export const nodeSize = { width: 208, height: 56 };

export const editorKey = Symbol('editor');
/** The editor of the model view that a component stands in. */
export const editorOf = (): Editor => getContext<Editor>(editorKey);

/** Values typed into one field within this time are one thing to undo. Milliseconds. */
const joining = 1500;

type Tab = 'canvas' | 'outline' | 'versions';

/** A model being edited: its graph, what is known of it, what is chosen, what can be undone. Every edit is saved by itself. */
export class Editor {
  readonly context: BlockContext;
  tab = $state<Tab>('canvas');
  #graph = $state.raw<Graph>({ version: 1, nodes: [], edges: [] });
  #history = $state.raw<History>(emptyHistory);
  #selection = $state.raw<ReadonlySet<string>>(new Set());
  #wire = $state<string | null>(null);
  #linkFrom = $state<string | null>(null);
  #replacing = $state<string | null>(null);
  #lastParam: { key: string; at: number } | null = null;
  readonly #save: AutoSave;
  readonly #analysis = $derived.by(() => analyse(this.#graph, this.context));
  readonly #positions = $derived.by(() => layout(this.#graph, nodeSize));

  constructor(client: Client, model: Model, context: BlockContext) {
    this.context = context;
    this.#graph = model.graph;
    this.#save = new AutoSave(client, model.id);
    void this.#readHistory(client, model.id);
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
  /** The block a wire is being drawn from by key. */
  get linkFrom(): string | null {
    return this.#linkFrom;
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
    this.#apply(addBlock(this.#graph, { block: type, position }));
  }
  insertOnWire(type: string, edge: GraphEdge): void {
    this.#apply(insertOnEdge(this.#graph, { block: type }, edge), true);
  }
  /** Behind the chosen block; else before the Output; else wherever there is room. */
  addAfterChosen(type: string): void {
    const chosen = [...this.#selection].at(-1);
    const analysed = chosen === undefined ? undefined : this.#analysis.nodes.get(chosen);
    const output = this.#analysis.order.find((id) => this.#analysis.nodes.get(id)?.block?.hasOutput === false);
    const intoOutput = this.#graph.edges.find((edge) => edge.to === output);
    if (chosen !== undefined && analysed?.block?.hasOutput !== false) this.#apply(addAfter(this.#graph, { block: type }, chosen), true);
    else if (intoOutput !== undefined) this.#apply(insertOnEdge(this.#graph, { block: type }, intoOutput), true);
    else this.#apply(addBlock(this.#graph, { block: type }), true);
  }
  /** A branch out of a block, where a wire was let go. */
  addAfter(type: string, from: string, position: Position): void {
    this.#apply(addBranch(this.#graph, { block: type, position }, from));
  }
  mayConnect(from: string, to: string): boolean {
    return connectProblem(this.#graph, from, to) === null;
  }
  connect(from: string, to: string): void {
    const problem = connectProblem(this.#graph, from, to);
    if (problem !== null) announcer.say(problem);
    else this.#apply(connect(this.#graph, from, to));
  }
  setParam(id: string, name: string, value: unknown): void {
    const key = `${id} ${name}`;
    const now = performance.now();
    const join = this.#lastParam?.key === key && now - this.#lastParam.at < joining;
    this.#apply(setParams(this.#graph, id, { [name]: value }), false, join);
    this.#lastParam = { key, at: now };
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
    this.#apply(applyRepair(this.#graph, repair), repair.kind === 'insert-before' || repair.kind === 'append');
  }
  /** Takes the chosen wire away, else the chosen blocks, healing the wires. */
  removeSelected(): void {
    if (this.#selection.size > 0) this.#apply(removeNodes(this.#graph, this.#selection));
    else if (this.#wire !== null) this.#apply(disconnect(this.#graph, edgeOf(this.#wire)));
    this.choose([], null);
  }
  duplicate(): void {
    if (this.#selection.size > 0) this.#apply(duplicateNodes(this.#placed(), this.#selection));
  }
  async copy(): Promise<void> {
    if (this.#selection.size > 0) await navigator.clipboard.writeText(JSON.stringify(copyNodes(this.#placed(), this.#selection)));
  }
  async cut(): Promise<void> {
    await this.copy();
    this.removeSelected();
  }
  async paste(): Promise<void> {
    const fragment = readFragment(await navigator.clipboard.readText());
    if (fragment === null) announcer.say('The clipboard holds no blocks.');
    else this.#apply(pasteFragment(this.#graph, fragment));
  }
  move(positions: ReadonlyMap<string, Position>): void {
    const moved = [...positions].filter(
      ([id, at]) => Math.abs((this.#positions.get(id)?.x ?? 0) - at.x) + Math.abs((this.#positions.get(id)?.y ?? 0) - at.y) >= 1,
    );
    // From here on every block keeps its place: the others must not jump because one was moved.
    if (moved.length > 0) this.#apply(moveNodes(this.#placed(), new Map(moved)));
  }
  nudge(x: number, y: number): void {
    this.move(
      new Map(
        [...this.#selection].map((id) => [id, { x: (this.#positions.get(id)?.x ?? 0) + x, y: (this.#positions.get(id)?.y ?? 0) + y }]),
      ),
    );
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
  beginLink(id: string | null): void {
    this.#linkFrom = id;
    if (id !== null)
      announcer.say(
        `Wire from ${this.#analysis.nodes.get(id)?.name ?? id}: choose a block with the arrows, Enter to wire, Escape to leave.`,
      );
  }
  /** While a wire is drawn by key: the next block that may take it. */
  nextTarget(by: 1 | -1): string | null {
    const from = this.#linkFrom;
    if (from === null) return null;
    const targets = this.#analysis.order.filter((id) => this.mayConnect(from, id));
    const now = targets.indexOf([...this.#selection][0] ?? '');
    return targets[(now + by + targets.length) % targets.length] ?? null;
  }
  endLink(to: string): void {
    const from = this.#linkFrom;
    this.#linkFrom = null;
    if (from !== null) this.connect(from, to);
  }

  undo(): void {
    this.#step(undone(this.#history, this.#graph));
  }
  redo(): void {
    this.#step(redone(this.#history, this.#graph));
  }
  /** Waits until what was edited is stored. */
  flush(): Promise<void> {
    return this.#save.flush();
  }
  leave(): void {
    void this.#save.flush();
  }

  #apply(edit: Edit, settle = false, join = false): void {
    this.#history = record(this.#history, this.#graph, edit, join);
    // A block that was put in between needs room: what stands by itself is laid out anew.
    this.#graph = settle ? tidy(edit.graph).graph : edit.graph;
    this.#lastParam = null;
    if (edit.added.length > 0) this.choose(edit.added, null);
    if (this.#wire !== null && !this.#graph.edges.some((edge) => edgeId(edge) === this.#wire)) this.#wire = null;
    this.#save.note(this.#graph, this.#history);
    announcer.say(edit.label);
  }
  #step(step: { graph: Graph; history: History } | null): void {
    if (step === null) return;
    this.#graph = step.graph;
    this.#history = step.history;
    const ids = new Set(step.graph.nodes.map((node) => node.id));
    this.choose(
      [...this.#selection].filter((id) => ids.has(id)),
      null,
    );
    this.#save.note(step.graph, step.history);
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
