import type { Graph } from '#app/graph/graph.ts';
import type { History } from '#app/graph/history.ts';
import type { Client } from '#renderer/client.ts';
import { saving } from '#renderer/frame/saving.svelte.ts';

/** From the last edit to its save. Milliseconds. */
const delay = 300;

interface Draft {
  graph: Graph;
  history: History;
}

/** Those with something that is not stored yet, by model: whoever opens the model again goes on from there. */
const unsaved = new Map<number, AutoSave>();

/** What saves a model's draft; the one that still has something to save, if there is one. */
export const autoSaveOf = (client: Client, model: number): AutoSave => unsaved.get(model) ?? new AutoSave(client, model);

/** Waits until whatever is under way has been stored or refused. */
export const allSaved = async (): Promise<void> => void (await Promise.all([...unsaved.values()].map((each) => each.flush())));

/** Saves a model's draft and history shortly after each edit, one save at a time; a failure stays in sight with its repair. */
export class AutoSave {
  readonly #client: Client;
  readonly #model: number;
  #due: Draft | null = null;
  #writing: Draft | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #count = $state(0);

  constructor(client: Client, model: number) {
    this.#client = client;
    this.#model = model;
  }

  /** How many saves have held: what the core says of the model may be asked anew. */
  get count(): number {
    return this.#count;
  }

  /** What is not stored yet. */
  get due(): Draft | null {
    return this.#due ?? this.#writing;
  }

  note(graph: Graph, history: History): void {
    this.#due = { graph, history };
    unsaved.set(this.#model, this);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delay);
  }

  /** Saves what is not saved yet and waits for it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#running !== null) await this.#running;
    const due = this.#due;
    if (due === null) return;
    this.#due = null;
    this.#writing = due;
    this.#running = this.#write(due).finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  async #write(due: Draft): Promise<void> {
    const history = { undo: [...due.history.undo], redo: [...due.history.redo] };
    const saved = await this.#client.call('models.save', { model: this.#model, graph: due.graph, history });
    this.#writing = null;
    if (saved.ok) {
      this.#count += 1;
      if (this.#due === null) unsaved.delete(this.#model);
      return saving.done();
    }
    this.#due ??= due;
    saving.failed(saved.error, () => void this.flush());
  }
}
