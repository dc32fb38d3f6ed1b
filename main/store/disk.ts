import { open, rename, rm } from 'node:fs/promises';
import { platform } from 'node:process';

/** The few things a whole write asks of the file system, one by one, so that a test can record, replay or fail each. */
export interface Disk {
  /** Makes a file that must not be there yet. */
  create(path: string, mode: number): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  /** Makes the folder's entries (a new name, a rename) survive a power cut. */
  syncFolder(folder: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export interface DiskFile {
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The real one. */
export const disk: Disk = {
  async create(path, mode) {
    const handle = await open(path, 'wx', mode);
    return {
      async write(bytes) {
        // A short write is no error to the system: it says how much it took.
        for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
      },
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  rename,
  async syncFolder(folder) {
    // Windows opens no folders; NTFS journals its renames itself.
    if (platform === 'win32') return;
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  remove: (path) => rm(path, { force: true }),
};
