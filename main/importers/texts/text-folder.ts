import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SplitName } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import { hasSplitFolders, naturally, partOfFolder } from '../folder-scan.ts';
import type { OnProgress } from '../reader-calls.ts';
import { entriesOf, kindOf, mostFiles, type Tree, walk } from '../walk.ts';
import { Batches } from './batch.ts';
import { describeColumns, mostFrequent, previewOf, type SampleRow } from './columns.ts';
import type { ReadOptions, RowBatch, SkippedRow, TextLook, TextShape, TextSource } from './source.ts';
import { readWholeText } from './whole-text.ts';

const mostSample = 200;
const mostSkipped = 100;
const isTextName = (path: string): boolean => /\.(txt|text)$/i.test(path);

/** A folder whose texts have one class, its path below the root, and the part it is in. */
interface ClassFolder {
  path: string;
  /** null: there are no class folders, and the root itself is one. */
  label: string | null;
  part: SplitName | null;
}

interface Layout {
  split: boolean;
  folders: ClassFolder[];
  /** What lies beside the class folders. */
  loose: SkippedRow[];
}

export interface FolderLimits {
  /** Files in all. */
  all: number;
  /** Files of a class. */
  each: number;
}

/** A folder of .txt files: one subfolder a class, in folders for train, val and test where there are such, or texts alone. */
export class TextFolder implements TextSource {
  readonly #folder: string;
  readonly #shape: TextShape;
  readonly #most: FolderLimits;

  constructor(folder: string, shape: TextShape, most: FolderLimits = { all: 5_000_000, each: mostFiles }) {
    this.#folder = folder;
    this.#shape = shape;
    this.#most = most;
  }

  async look(milliseconds: number): Promise<TextLook> {
    const deadline = AbortSignal.timeout(milliseconds * 0.6);
    const layout = await this.#layout();
    const sizes = new Map<string, number>();
    const parts = { train: 0, validation: 0, test: 0 };
    const samples: { file: string; label: string | null }[] = [];
    const skipped = layout.loose.slice(0, mostSkipped);
    let count = 0;
    let exact = true;
    for (const { path, label, part } of layout.folders) {
      const tree: Tree = { files: [], skipped: [] };
      await this.#walk(path, deadline, tree).catch((error: unknown) => {
        if (!deadline.aborted) throw error;
        exact = false;
      });
      const files = tree.files.filter(isTextName);
      count += files.length;
      this.#checkCount(count);
      if (label !== null) sizes.set(label, (sizes.get(label) ?? 0) + files.length);
      if (part !== null) parts[part] += files.length;
      const share = Math.ceil(mostSample / layout.folders.length);
      const step = Math.max(1, Math.floor(files.length / share));
      for (let i = 0; i < files.length && i < share * step; i += step) samples.push({ file: files[i] ?? '', label });
      skipped.push(
        ...tree.skipped.slice(0, mostSkipped - skipped.length).map(({ path: place, reason }) => ({ place, column: null, reason })),
      );
    }
    if (count === 0 && exact) throw appError('folder-without-texts', { folder: this.#folder });
    const rows = await this.#sample(samples, AbortSignal.timeout(milliseconds * 0.3), skipped);
    const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
    const columns = await describeColumns(['text', 'label'], rows);
    const labelled = layout.folders.some((folder) => folder.label !== null);
    return {
      path: this.#folder,
      kind: 'folder',
      bytes: Math.round((bytes * count) / Math.max(1, rows.length)),
      state: null,
      encoding: null,
      dialect: null,
      columns: labelled ? columns : columns.slice(0, 1),
      preview: previewOf(rows),
      suggested: { text: 'text', label: labelled ? 'label' : null, token: null, tag: null },
      rows: { count, exact },
      looked: rows.length,
      classes: mostFrequent(sizes),
      pieces: null,
      parts: layout.split ? parts : null,
      skipped,
      problems: [],
    };
  }

  /** Progress is told in files: those read, and those found so far. */
  async *rows(_: ReadOptions, signal: AbortSignal, onProgress: OnProgress): AsyncGenerator<RowBatch> {
    const { folders, loose } = await this.#layout();
    const batches = new Batches<string, string | null>();
    for (const { place, reason } of loose) batches.skip(place, reason);
    let found = 0;
    let done = 0;
    for (const { path, label, part } of folders) {
      const { files, skipped } = await this.#walk(path, signal);
      for (const { path: place, reason } of skipped) batches.skip(place, reason);
      const texts = files.filter(isTextName);
      found += texts.length;
      this.#checkCount(found);
      for (const file of texts) {
        const text = readWholeText(join(this.#folder, file), this.#shape.encoding);
        if ('text' in text) batches.add(file, text.text, label, text.text.length, part);
        else batches.skip(file, text.reason);
        if ('gone' in text) await this.#checkFolder();
        done += 1;
        for (const batch of batches.take()) {
          onProgress(done, found);
          yield batch;
          signal.throwIfAborted();
        }
        // Lets a heartbeat and a cancellation through where files are slow.
        if (done % 256 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      onProgress(done, found);
    }
    yield* batches.take(true);
  }

  #checkCount(count: number): void {
    if (count > this.#most.all) throw appError('folder-too-large', { folder: this.#folder, most: this.#most.all });
  }

  async #checkFolder(): Promise<void> {
    if (!(await stat(this.#folder).catch(() => null))?.isDirectory()) throw appError('folder-vanished', { folder: this.#folder });
  }

  /** Everything below a class folder, or the root; throws folder-too-large. */
  async #walk(path: string, signal: AbortSignal, tree: Tree = { files: [], skipped: [] }): Promise<Tree> {
    const { each } = this.#most;
    await walk(this.#folder, path, signal, tree, each + 1);
    if (tree.files.length > each) throw appError('folder-too-large', { folder: join(this.#folder, path), most: each });
    return tree;
  }

  async #sample(files: readonly { file: string; label: string | null }[], deadline: AbortSignal, skipped: SkippedRow[]) {
    const rows: (SampleRow & { bytes: number })[] = [];
    for (const { file, label } of files) {
      await new Promise((resolve) => setImmediate(resolve));
      if (deadline.aborted) break;
      const text = readWholeText(join(this.#folder, file), this.#shape.encoding);
      if ('text' in text) rows.push({ place: file, cells: [text.text, label], bytes: text.bytes });
      else if (skipped.length < mostSkipped) skipped.push({ place: file, column: null, reason: text.reason });
    }
    return rows;
  }

  async #layout(): Promise<Layout> {
    const found = await stat(this.#folder).catch(() => null);
    if (found === null || !found.isDirectory()) throw appError('folder-missing', { folder: this.#folder });
    const split = await hasSplitFolders(this.#folder);
    const loose: SkippedRow[] = [];
    const top = await this.#foldersIn('', loose);
    if (top.length === 0) return { split, folders: [{ path: '', label: null, part: null }], loose: [] };
    if (!split) return { split, folders: top.map((path) => ({ path, label: path, part: null })), loose };
    const folders: ClassFolder[] = [];
    for (const part of top) {
      for (const path of await this.#foldersIn(part, loose))
        folders.push({ path, label: path.slice(part.length + 1), part: partOfFolder(path) });
    }
    return { split, folders, loose };
  }

  /** The folders right below one, in natural order; texts beside them are loose. */
  async #foldersIn(below: string, loose: SkippedRow[]): Promise<string[]> {
    const folders: string[] = [];
    const entries = await entriesOf(join(this.#folder, below), this.#most.each + 1).catch((error: unknown) => {
      throw error instanceof Error && 'code' in error ? appError('folder-closed', { folder: join(this.#folder, below) }) : error;
    });
    if (entries.length > this.#most.each) throw appError('folder-too-large', { folder: join(this.#folder, below), most: this.#most.each });
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const kind = await kindOf(join(this.#folder, below), entry);
      if (kind === 'folder') folders.push(path);
      else if (isTextName(path)) {
        const reason = kind === 'file' ? 'it lies in no class folder' : 'it is a pipe, a device or a link that leads nowhere';
        loose.push({ place: path, column: null, reason });
      }
    }
    return folders.sort(naturally);
  }
}
