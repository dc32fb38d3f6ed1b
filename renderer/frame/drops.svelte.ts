import { untrack } from 'svelte';
import { client, type UploadFile } from '#renderer/client.ts';

/** What was let go over the window: its path on this machine (desktop), and the files with their paths below it. */
export interface Dropped {
  /** Name of the folder or first file. */
  name: string;
  isFolder: boolean;
  /** Null in the browser: upload `files()` first. */
  path: string | null;
  /** Reads the files of a dropped folder. */
  files: () => Promise<UploadFile[]>;
}

/** What a drop anywhere would do; the view that is open says it, else the data feature. */
export interface DropTarget {
  /** In words, while it hovers: "Import this folder into Flowers". */
  outcome: string;
  take: (dropped: Dropped) => void;
}

class Drops {
  #targets = $state.raw<readonly DropTarget[]>([]);
  #handed: Dropped | null = null;

  get target(): DropTarget | undefined {
    return this.#targets.at(-1);
  }
  /** Keeps what was let go for the view that is opened next: its files can be read only in this window. */
  hand(dropped: Dropped): void {
    this.#handed = dropped;
  }
  /** What was handed over, once. */
  takeHanded(): Dropped | null {
    const handed = this.#handed;
    this.#handed = null;
    return handed;
  }
  add(target: DropTarget): () => void {
    this.#targets = [...this.#targets, target];
    return () => {
      this.#targets = this.#targets.filter((other) => other !== target);
    };
  }
}

export const drops = new Drops();

/** Takes drops while the component lives; null: not now. The last one that asked wins. */
export function provideDrop(make: () => DropTarget | null): void {
  $effect(() => {
    const target = make();
    return target === null ? undefined : untrack(() => drops.add(target));
  });
}

/** Reads what a drop event carries. Must be called while the event is handled: its items are gone afterwards. */
export function readDrop(transfer: DataTransfer): Dropped | null {
  const entry = transfer.items[0]?.webkitGetAsEntry() ?? null;
  const file = transfer.files[0];
  if (entry === null || file === undefined) return null;
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((one) => one !== null);
  return {
    name: entry.name,
    isFolder: entry.isDirectory,
    path: client.native?.pathOf(file) ?? null,
    files: async () => (await Promise.all(entries.map((one) => filesOf(one)))).flat(),
  };
}

async function filesOf(entry: FileSystemEntry): Promise<UploadFile[]> {
  // isFile and isDirectory are what tell the two interfaces apart.
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: UploadFile[] = [];
  // A reader hands out at most a hundred at a time, and nothing at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return files;
    for (const one of some) files.push(...(await filesOf(one)));
  }
}
