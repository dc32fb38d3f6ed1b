import koffi, { type LibraryHandle } from 'koffi';
import type { Pointer } from './library.ts';

/** The system's C library, per platform. */
const systemLibraries: Partial<Record<NodeJS.Platform, string>> = { linux: 'libc.so.6', darwin: 'libSystem.B.dylib', win32: 'msvcrt.dll' };

/** After so many bytes of new tensors the process is looked at, and so much may it have grown. */
const MAY_GROW = 2 ** 26;

/** C memory as the system gives it. It is never mapped into JavaScript: Electron forbids that. */
export interface SystemMemory {
  /** Copies bytes into C memory. */
  in(target: Pointer, source: ArrayBufferView, bytes: number): void;
  /** Copies bytes out of C memory. */
  out(target: ArrayBufferView, source: Pointer, bytes: number): void;
  /** Told of each new tensor; once enough came, gives back to the system what is free and yet held. */
  made(bytes: number): void;
}

/** The C library's memory. */
export function loadSystemMemory(): SystemMemory {
  const library = koffi.load(systemLibraries[process.platform] ?? 'libc.so.6');
  return {
    in: library.func('void memcpy(void* target, const void* source, size_t bytes)'),
    out: library.func('void memcpy(_Out_ void* target, const void* source, size_t bytes)'),
    made: givingBack(trimOf(library), () => process.memoryUsage.rss()),
  };
}

/**
 * Counts what is made; after each 64 MiB, `trim`s if the process has grown by as much since it last was at rest.
 * glibc before 2.38 cannot put an aligned block where one of the same size was freed, once a small one lies beside it: one in five
 * processes then grows by every batch it is fed (glibc's bug 14581).
 */
export function givingBack(trim: (() => void) | null, resident: () => number): (bytes: number) => void {
  if (trim === null) return () => undefined;
  let made = 0;
  let rest = resident();
  return (bytes) => {
    made += bytes;
    if (made < MAY_GROW) return;
    made = 0;
    const now = resident();
    if (now - rest <= MAY_GROW) {
      rest = Math.min(rest, now);
      return;
    }
    trim();
    rest = resident();
  };
}

/** glibc's `malloc_trim`; null where there is none. */
function trimOf(library: LibraryHandle): (() => void) | null {
  try {
    const trim = library.func('int malloc_trim(size_t pad)');
    return () => trim(0);
  } catch {
    return null;
  }
}
