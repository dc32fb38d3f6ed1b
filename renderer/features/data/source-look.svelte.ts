import type { Result } from '#app/contract/channel.ts';
import type { Scan } from '#app/contract/datasets.ts';
import type { TextLook } from '#app/contract/texts.ts';
import { appError, type ErrorData } from '#app/errors.ts';
import type { Client } from '#renderer/client.ts';
import type { Dropped } from '#renderer/frame/drops.svelte.ts';
import { plural } from '#renderer/ui/format.ts';
import { ImportSettings } from './import-settings.svelte.ts';
import { TextSettings } from './texts/text-settings.svelte.ts';

/** What was found: a folder of images, or texts, each with how it will be imported. */
export type Found = { kind: 'images'; scan: Scan; settings: ImportSettings } | { kind: 'texts'; look: TextLook; settings: TextSettings };

/** A folder or file being looked at before it is imported: what was found, the settings, what goes on and what went wrong. */
export class SourceLook {
  #found = $state.raw<Found | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  #doing = $state<string | null>(null);
  #share = $state<number | null>(null);
  /** Of sources that are looked at at the same time the last one counts. */
  #asked = 0;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  get found(): Found | null {
    return this.#found;
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

  /** Looks at a folder or file of the machine Unfold runs on: images where it is a folder with some, else texts. */
  async at(path: string): Promise<void> {
    const asked = this.#begin('Looking at what lies there');
    const scan = await this.#client.call('datasets.scan', { folder: path });
    if (asked !== this.#asked) return;
    const noImages = !scan.ok && (scan.error.code === 'folder-missing' || scan.error.code === 'folder-empty');
    if (!noImages) {
      this.#end(asked, scan);
      this.#found = scan.ok ? { kind: 'images', scan: scan.value, settings: new ImportSettings(scan.value) } : null;
      return;
    }
    const look = named(await this.#client.call('datasets.lookTexts', { path }), path);
    if (!this.#end(asked, look)) return;
    this.#found = look.ok ? { kind: 'texts', look: look.value, settings: new TextSettings(look.value) } : null;
  }

  /** Looks at the same texts again, as they are to be read now; what was found stays in sight until then, and where that fails. */
  async again(): Promise<void> {
    const before = this.#found;
    if (before?.kind !== 'texts') return;
    const { settings } = before;
    const asked = this.#begin('Reading it like this');
    const look = await this.#client.call('datasets.lookTexts', {
      path: before.look.path,
      shape: settings.shape,
      columns: settings.columns,
    });
    if (!this.#end(asked, look) || !look.ok) return;
    settings.see(look.value);
    this.#found = { kind: 'texts', look: look.value, settings };
  }

  /** Takes what was dropped: where it lies, or sent to the serving machine first. */
  async take(dropped: Dropped): Promise<void> {
    if (dropped.path !== null) return this.at(dropped.path);
    const asked = this.#begin(`Reading ${dropped.name}`);
    const files = await dropped.files();
    if (asked !== this.#asked) return;
    this.#doing = `Sending ${plural(files.length, 'file')} to the machine that trains`;
    const uploaded = await this.#client.upload(files, (sent) => {
      if (asked === this.#asked) this.#share = files.length < 2 ? null : sent / files.length;
    });
    if (this.#end(asked, uploaded) && uploaded.ok) await this.at(uploaded.value.file ?? uploaded.value.folder);
  }

  /** Starts the import as it is set; null where that was refused. */
  async start(project: number | undefined): Promise<{ dataset: number; project: number } | null> {
    const found = this.#found;
    if (found === null) return null;
    const asked = this.#begin('Starting the import');
    const result =
      found.kind === 'images'
        ? await this.#client.call('datasets.importImages', found.settings.input(project))
        : await this.#client.call('datasets.importTexts', found.settings.input(project));
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

/** Where a folder has neither images nor texts, the error names both. */
function named(look: Result<TextLook>, path: string): Result<TextLook> {
  if (look.ok || look.error.code !== 'folder-without-texts') return look;
  return { ok: false, error: appError('folder-without-data', { folder: path }).toJSON() };
}
