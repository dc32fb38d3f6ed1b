import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What decides where engines lie; handed in so that tests need not change the process. */
export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** The program's own file, to find what was installed beside it. */
  program: string;
}

export const surroundings = (): Surroundings => ({
  environment: process.env,
  platform: process.platform,
  program: fileURLToPath(import.meta.url),
});

/** The user's folder for engines, shared by every checkout and version; null where the system names no place for caches. */
export function cacheFolder({ environment, platform }: Surroundings): string | null {
  const base = cacheBase(environment, platform);
  return base === null ? null : join(base, 'unfold', 'engines');
}

function cacheBase(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  const home = absolute(environment.HOME) ?? absolute(environment.USERPROFILE) ?? absolute(systemHome());
  const inHome = (...parts: string[]) => (home === null ? null : join(home, ...parts));
  if (platform === 'win32') return absolute(environment.LOCALAPPDATA) ?? inHome('AppData', 'Local');
  if (platform === 'darwin') return inHome('Library', 'Caches');
  return absolute(environment.XDG_CACHE_HOME) ?? inHome('.cache');
}

/** A path from the environment counts when it is absolute, as the XDG rules say; empty is as good as absent. */
const absolute = (path: string | undefined): string | null => (path !== undefined && isAbsolute(path) ? path : null);

function systemHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined; // a user without an entry in the system's list
  }
}

/** Folders that hold one unpacked pack each if they are there: the one the user names, then the one installed beside the app. */
export function givenFolders({ environment, program }: Surroundings): string[] {
  const named = environment.UNFOLD_ENGINE_DIR;
  const app = /^(.*)[\\/]app(?:\.asar(?:\.unpacked)?)?[\\/]out[\\/]main[\\/]/.exec(program)?.[1];
  return [...(named ? [resolve(named)] : []), ...(app === undefined ? [] : [join(app, 'engine')])];
}
