import { existsSync } from 'node:fs';
import { join } from 'node:path';
import koffi, { type LibraryHandle } from 'koffi';
import { appError } from '#app/errors.ts';
import { libraryNames } from '../library-names.ts';

/** A C pointer. */
export type Pointer = bigint;

/** The file of TensorFlow's C library in a folder, or undefined. */
export function libraryIn(folder: string): string | undefined {
  return libraryNames(process.platform)
    .map((name) => join(folder, name))
    .find((file) => existsSync(file));
}

/** Loads the C library that lies in `folder`; throws engine-load-failed. */
export function loadLibrary(folder: string): LibraryHandle {
  const file = libraryIn(folder);
  if (file === undefined) throw appError('engine-load-failed', { library: folder, why: 'the library is not there' });
  // Say errors only; the rest is about instructions and plug-ins. Read once, when the library is loaded.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // A session has threads of its own, as many as it asks for; else the first one's would be everybody's.
  process.env.TF_OVERRIDE_GLOBAL_THREADPOOL ??= '1';
  try {
    return koffi.load(file);
  } catch (cause) {
    throw appError('engine-load-failed', { library: file, why: cause instanceof Error ? cause.message : String(cause) });
  }
}
