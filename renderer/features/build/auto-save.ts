import type { Graph } from '#app/graph/graph.ts';
import type { History } from '#app/graph/history.ts';
import type { Client } from '#renderer/client.ts';
import { saving } from '#renderer/frame/saving.svelte.ts';

/** From the last edit to its save. Milliseconds. */
const delay = 300;

/** Saves a model's draft and history shortly after each edit, one save at a time; a failure stays in sight with its repair. */
export class AutoSave {
  readonly #client: Client;
  readonly #model: number;
  #due: { graph: Graph; history: History } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;

  constructor(client: Client, model: number) {
    this.#client = client;
    this.#model = model;
  }

  note(graph: Graph, history: History): void {
    this.#due = { graph, history };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delay);
  }

  /** Saves what is not saved yet and waits for it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    const due = this.#due;
    if (due === null) return;
    this.#due = null;
    this.#running = this.#write(due);
    await this.#running;
    this.#running = null;
  }

  async #write(due: { graph: Graph; history: History }): Promise<void> {
    const history = { undo: [...due.history.undo], redo: [...due.history.redo] };
    const saved = await this.#client.call('models.save', { model: this.#model, graph: due.graph, history });
    if (saved.ok) return saving.done();
    this.#due ??= due;
    saving.failed(saved.error, () => void this.flush());
  }
}
