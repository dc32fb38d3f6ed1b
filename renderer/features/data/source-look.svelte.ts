import type { Result } from '#app/contract/channel.ts';
import type { Scan } from '#app/contract/datasets.ts';
import type { TableLook } from '#app/contract/tables.ts';
import type { TextLook } from '#app/contract/texts.ts';
import { likelyKind } from '#app/data/columns/source-kind.ts';
import { suggestedImport } from '#app/data/columns/suggested.ts';
import { appError, type ErrorCode, type ErrorData } from '#app/errors.ts';
import type { Client } from '#renderer/client.ts';
import type { Dropped } from '#renderer/frame/drops.svelte.ts';
import { plural } from '#renderer/ui/format.ts';
import { ImportSettings } from './import-settings.svelte.ts';
import { type FoundTable, readTable } from './tables/found-table.ts';
import { TextSettings } from './texts/text-settings.svelte.ts';

/** What was found: a folder of images, texts, a table or a series, each with how it will be imported. */
export type Found =
  | { kind: 'images'; scan: Scan; settings: ImportSettings }
  | { kind: 'texts'; look: TextLook; settings: TextSettings }
  | FoundTable;

/** A folder or file being looked at before it is imported: what was found, the settings, what goes on and what went wrong. */
export class SourceLook {
  #found = $state.raw<Found | null>(null);
  #readings = $state.raw<readonly Found[]>([]);
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
  /** All that the source can be imported as, what is found now among it. */
  get readings(): readonly Found[] {
    return this.#readings;
  }
  /** Imports it as another of these. */
  readAs(kind: Found['kind']): void {
    this.#found = this.#readings.find((reading) => reading.kind === kind) ?? this.#found;
    this.#error = null;
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

  /** Looks at a folder or file of the machine Unfold runs on: images where it is a folder with some, else texts or a table. */
  async at(path: string): Promise<void> {
    const asked = this.#begin('Looking at what lies there');
    const scan = await this.#client.call('datasets.scan', { folder: path });
    if (asked !== this.#asked) return;
    const noImages = !scan.ok && (scan.error.code === 'folder-missing' || scan.error.code === 'folder-empty');
    if (!noImages) {
      this.#end(asked, scan);
      this.#find(scan.ok ? [{ kind: 'images', scan: scan.value, settings: new ImportSettings(scan.value) }] : []);
      return;
    }
    const [texts, table] = await Promise.all([
      this.#client.call('datasets.lookTexts', { path }),
      this.#client.call('datasets.lookTable', { path }),
    ]);
    const look = deciding(texts, table, path);
    if (this.#end(asked, look)) this.#find(look.ok ? readingsOf(texts, table) : []);
  }

  /** Looks at the same file again, as it is to be read now; what was found stays in sight until then, and where that fails. */
  again(): Promise<void> {
    const before = this.#found;
    if (before === null || before.kind === 'images') return Promise.resolve();
    return before.kind === 'texts' ? this.#textsAgain(before) : this.#tableAgain(before);
  }

  async #textsAgain({ look: { path }, settings }: Found & { kind: 'texts' }): Promise<void> {
    const asked = this.#begin('Reading it like this');
    const look = await this.#client.call('datasets.lookTexts', {
      path,
      shape: settings.shape,
      columns: settings.columns,
    });
    if (!this.#end(asked, look) || !look.ok) return;
    settings.see(look.value);
    this.#replace([{ kind: 'texts', look: look.value, settings }]);
  }

  /** As rows and as series the file is read alike. */
  async #tableAgain({ look: { path }, settings: { shape } }: FoundTable): Promise<void> {
    const asked = this.#begin('Reading it like this');
    const look = await this.#client.call('datasets.lookTable', { path, shape });
    if (!this.#end(asked, look) || !look.ok) return;
    this.#replace((['tables', 'series'] as const).flatMap((each) => readTable(look.value, each, this.#tableOf(each), shape) ?? []));
  }
  #tableOf(kind: FoundTable['kind']): FoundTable | undefined {
    return this.#readings.find((reading): reading is FoundTable => reading.kind === kind);
  }

  /** What the source can be read as, the likeliest first. */
  #find(readings: readonly Found[]): void {
    this.#readings = readings;
    this.#found = readings[0] ?? null;
  }
  /** The same source, read otherwise in some ways. */
  #replace(readings: readonly Found[]): void {
    this.#readings = this.#readings.map((before) => readings.find(({ kind }) => kind === before.kind) ?? before);
    this.#found = this.#readings.find(({ kind }) => kind === this.#found?.kind) ?? null;
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
    const result = await this.#import(found, project);
    return this.#end(asked, result) && result.ok ? result.value : null;
  }

  #import(found: Found, project: number | undefined) {
    switch (found.kind) {
      case 'images':
        return this.#client.call('datasets.importImages', found.settings.input(project));
      case 'texts':
        return this.#client.call('datasets.importTexts', found.settings.input(project));
      case 'tables':
      case 'series':
        return this.#client.call('datasets.importTable', found.settings.input(project));
    }
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

/** Why a table is nothing to learn from. */
const nothingToLearn: ReadonlySet<ErrorCode> = new Set(['rows-too-few', 'targets-none', 'inputs-none']);

/** Of two looks at a file the one whose error is told, if it has one. */
function deciding(texts: Result<TextLook>, table: Result<TableLook>, path: string): Result<TextLook | TableLook> {
  if (table.ok) return texts.ok ? texts : table;
  if (nothingToLearn.has(table.error.code) && !holdsWords(texts)) return table;
  return !texts.ok && table.error.code === 'parquet-unreadable' ? table : named(texts, path);
}

const holdsWords = (texts: Result<TextLook>): boolean =>
  texts.ok && (!isTable(texts.value) || texts.value.columns.some(({ type }) => type === 'text'));

/** Tagged words, one long text and folders are no tables, whatever columns can be cut out of them. */
const isTable = ({ kind }: TextLook): boolean => kind === 'table' || kind === 'json-lines';

/** What two looks at a file let import it as, the likeliest first. */
function readingsOf(texts: Result<TextLook>, table: Result<TableLook>): Found[] {
  const asTexts: Found[] = texts.ok ? [{ kind: 'texts', look: texts.value, settings: new TextSettings(texts.value) }] : [];
  if (!table.ok) return asTexts;
  if (texts.ok && !isTable(texts.value)) return asTexts;
  const likely = likelyKind(texts.ok ? texts.value : null, table.value.columns, table.value.looked);
  const holdsText = texts.ok && canBeText(table.value, texts.value.suggested.text);
  const all = [...(holdsText ? asTexts : []), ...(['tables', 'series'] as const).flatMap((kind) => readTable(table.value, kind) ?? [])];
  if (all.length === 0) return asTexts;
  return all.sort((one, other) => rank(other, likely) - rank(one, likely));
}

/** How likely it is meant: what nothing would go into is the last thing that it is. */
function rank(found: Found, likely: Found['kind']): number {
  const { kind } = found;
  if ((kind === 'tables' || kind === 'series') && suggestedImport(found.look, { kind }).preprocessing.inputs.length === 0) return 0;
  return kind === likely ? 2 : 1;
}

/** Numbers, dates and yes or no are no texts, though they can be read as such. */
function canBeText({ columns }: TableLook, name: string | null): boolean {
  const type = columns.find((column) => column.name === name)?.type;
  return name !== null && (type === undefined || type === 'text' || type === 'category');
}

/** Where a folder has neither images nor texts, the error names both. */
function named(look: Result<TextLook>, path: string): Result<TextLook> {
  if (look.ok || look.error.code !== 'folder-without-texts') return look;
  return { ok: false, error: appError('folder-without-data', { folder: path }).toJSON() };
}
