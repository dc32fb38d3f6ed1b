import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, appError } from '#app/errors.ts';
import { disk } from '#main/store/disk.ts';
import { writeError, writeWhole } from '#main/store/whole-file.ts';
import { fetchCommand } from './clients.ts';
import { type FoundPack, isWhole, markName } from './find.ts';
import { cacheFolder, type Surroundings, surroundings } from './folders.ts';
import { type Pack, packTitle, unpackedBytes } from './manifest.ts';
import { runClient } from './run-client.ts';
import { requireSha256, unpack, WrongContent } from './unpack.ts';

/** Where a fetch stands, in bytes of the archive; what is done after it has come, the message says. */
export interface FetchProgress {
  done: number;
  total: number;
  message: string;
}

export interface FetchOptions {
  signal: AbortSignal;
  onProgress?: (now: FetchProgress) => void;
  where?: Surroundings;
}

/**
 * Brings the first of these packs that can be had into the user's cache, with mvn or pip, whichever is there: fetched, checked
 * by SHA-256, unpacked, and only then in its place, so that it is whole or absent; one that is there already is taken as it is.
 * Throws engine-fetch-failed, engine-checksum, disk-full, write-failed, or the signal's reason.
 */
export async function fetchPack(candidates: readonly Pack[], options: FetchOptions): Promise<FoundPack> {
  const where = options.where ?? surroundings();
  const cache = cacheFolder(where);
  const name = candidates[0]?.id ?? `for ${where.platform} on ${process.arch}`;
  if (candidates.length === 0) throw appError('engine-fetch-failed', { pack: name, why: 'there is none' });
  if (cache === null) throw appError('engine-fetch-failed', { pack: name, why: 'the system names no folder for caches; HOME is empty' });

  const there = candidates.find((pack) => isWhole(join(cache, pack.id), pack));
  if (there !== undefined) return { folder: join(cache, there.id), pack: there };

  let failure: AppError | null = null;
  for (const pack of candidates) {
    try {
      const folder = await fetchOne(pack, cache, where, options);
      if (folder !== null) return { folder, pack };
    } catch (error) {
      // Another source may still have it; a wrong checksum or a full disk is a matter of its own.
      if (!(error instanceof AppError) || error.code !== 'engine-fetch-failed') throw error;
      failure ??= error;
    }
  }
  throw failure ?? appError('engine-fetch-failed', { pack: name, why: 'neither mvn nor pip is on this machine' });
}

/** Fetches one pack into the cache and answers its folder; null when its client is not there. */
async function fetchOne(pack: Pack, cache: string, where: Surroundings, { signal, onProgress }: FetchOptions): Promise<string | null> {
  const command = fetchCommand(pack.source, where.environment);
  if (command === null) return null;
  const say = (done: number, message: string) => onProgress?.({ done: Math.min(done, pack.bytes), total: pack.bytes, message });
  const target = join(cache, pack.id);
  const work = join(cache, `.fetch-${process.pid}-${randomUUID()}`);
  try {
    await mkdir(join(work, 'pack'), { recursive: true });
    await removeAbandoned(cache);
    await requireRoom(cache, pack.bytes + unpackedBytes(pack));

    const loading = `Fetching ${packTitle(pack)} with ${command.client}`;
    say(0, loading);
    const onBytes = (bytes: number) => say(bytes, loading);
    const failed = await runClient(command, { folder: work, environment: where.environment, signal, onBytes });
    if (failed !== null) throw appError('engine-fetch-failed', { pack: pack.id, why: failed.why }, failed.output);

    const archive = join(work, pack.source.file);
    say(pack.bytes, 'Checking');
    await requireSha256(archive, pack.sha256, signal);
    let unpacked = 0;
    await unpack(archive, pack, join(work, 'pack'), {
      signal,
      onBytes: (bytes) => {
        unpacked += bytes;
        say(pack.bytes, `Unpacking, ${Math.floor((100 * unpacked) / unpackedBytes(pack))} %`);
      },
    });
    await writeWhole(join(work, 'pack', markName), `${pack.id}\n`);
    await putInPlace(join(work, 'pack'), target, pack);
    await disk.syncFolder(cache);
    return target;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof WrongContent) {
      throw appError('engine-checksum', { pack: pack.id, expected: error.expected, got: error.got }, error.message);
    }
    throw writeError(error, target, `the engine pack ${pack.id}`);
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Moves a finished pack to its place. Where another process was faster, its pack stays; one that is not whole gives way. */
async function putInPlace(finished: string, target: string, pack: Pack): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(finished, target);
      return;
    } catch (error) {
      if (isWhole(target, pack)) return;
      if (attempt > 0) throw error;
      await rm(target, { recursive: true, force: true });
    }
  }
}

async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes) throw appError('disk-full', { what: `the engine pack, ${Math.ceil(bytes / 1e6)} MB`, folder });
}

/** Removes what fetches left that were killed: their process is gone. */
async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = Number(/^\.fetch-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isInteger(pid) && !isRunning(pid)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // somebody else's process is one too
  }
}
