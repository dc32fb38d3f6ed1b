import type { Result } from '#app/contract/channel.ts';
import type { Scan } from '#app/contract/datasets.ts';
import type { ErrorData } from '#app/errors.ts';
import type { Client } from '#renderer/client.ts';
import type { Dropped } from '#renderer/frame/drops.svelte.ts';
import { plural } from '#renderer/ui/format.ts';
import { ImportSettings } from './import-settings.svelte.ts';

/** A folder being looked at before it is imported: what was found, the settings, what goes on and what went wrong. */
export class FolderLook {
  #scan = $state.raw<Scan | null>(null);
  #settings = $state.raw<ImportSettings | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  #doing = $state<string | null>(null);
  #share = $state<number | null>(null);
  /** Of folders that are looked at at the same time the last one counts. */
  #asked = 0;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  get scan(): Scan | null {
    return this.#scan;
  }
  get settings(): ImportSettings | null {
    return this.#settings;
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  /** What goes on, in words; null: nothing. */
  get doing(): string | null {
    return this.#doing;
  }
  /** How far it is, 0 to 1; null where that is not known. */
  get share(): number | null {
    return this.#share;
  }
  dismiss(): void {
    this.#error = null;
  }

  /** Looks through a folder of the machine Unfold runs on. */
  async at(folder: string): Promise<void> {
    const asked = this.#begin('Looking through the folder');
    const result = await this.#client.call('datasets.scan', { folder });
    if (!this.#end(asked, result)) return;
    this.#scan = result.ok ? result.value : null;
    this.#settings = result.ok ? new ImportSettings(result.value) : null;
  }

  /** Takes what was dropped: where it lies, or sent to the serving machine first. */
  async take(dropped: Dropped): Promise<void> {
    if (dropped.path !== null) return this.at(dropped.path);
    const asked = this.#begin(`Reading ${dropped.name}`);
    const files = await dropped.files();
    if (asked !== this.#asked) return;
    this.#doing = `Sending ${plural(files.length, 'file')} to the machine that trains`;
    const uploaded = await this.#client.upload(files, (sent) => {
      if (asked === this.#asked) this.#share = files.length === 0 ? null : sent / files.length;
    });
    if (this.#end(asked, uploaded) && uploaded.ok) await this.at(uploaded.value.folder);
  }

  /** Starts the import as it is set; null where that was refused. */
  async start(project: number | undefined): Promise<{ dataset: number; project: number } | null> {
    if (this.#settings === null) return null;
    const asked = this.#begin('Starting the import');
    const result = await this.#client.call('datasets.importImages', this.#settings.input(project));
    return this.#end(asked, result) && result.ok ? result.value : null;
  }

  #begin(doing: string): number {
    this.#error = null;
    this.#doing = doing;
    this.#share = null;
    return ++this.#asked;
  }
  /** Whether it was the last that was asked for; its error is kept. */
  #end(asked: number, result: Result<unknown>): boolean {
    if (asked !== this.#asked) return false;
    this.#doing = null;
    this.#share = null;
    this.#error = result.ok ? null : result.error;
    return true;
  }
}
