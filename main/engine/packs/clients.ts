import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { PackSource } from './manifest.ts';

/** A command that saves a pack's archive in the folder it runs in. */
export interface FetchCommand {
  client: 'mvn' | 'pip';
  program: string;
  args: readonly string[];
  /** Bytes fetched so far, read from what the client prints; undefined where it prints none. */
  bytesIn(output: string): number | undefined;
}

/** How to fetch from `source` with what is on PATH; null where its client is not there. */
export function fetchCommand(source: PackSource, environment: NodeJS.ProcessEnv): FetchCommand | null {
  return source.kind === 'maven' ? mavenCommand(source, environment) : pipCommand(source, environment);
}

function mavenCommand({ coordinates }: Extract<PackSource, { kind: 'maven' }>, environment: NodeJS.ProcessEnv): FetchCommand | null {
  const program = programOnPath('mvn', environment);
  if (program === null) return null;
  // Strict checksums: what came broken must not stay in Maven's own store, or fetching again would bring it again.
  const args = ['--strict-checksums', '-Dstyle.color=never', 'dependency:copy', `-Dartifact=${coordinates}`, '-DoutputDirectory=.'];
  return { client: 'mvn', program, args, bytesIn: mavenBytes };
}

function pipCommand(source: Extract<PackSource, { kind: 'pip' }>, environment: NodeJS.ProcessEnv): FetchCommand | null {
  const choose = ['--only-binary=:all:', '--platform', source.platform, '--python-version', source.python, '--implementation', 'cp'];
  // Without its cache pip loads into the folder it is given, where the size tells how far it is.
  const quiet = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-cache-dir', '--progress-bar', 'off'];
  const args = ['download', '--no-deps', ...choose, ...quiet, '--dest', '.', source.requirement];
  const bytesIn = (): undefined => undefined;
  for (const name of ['pip', 'pip3']) {
    const program = programOnPath(name, environment);
    if (program !== null) return { client: 'pip', program, args, bytesIn };
  }
  const python = programOnPath('python3', environment) ?? programOnPath('python', environment);
  return python === null ? null : { client: 'pip', program: python, args: ['-m', 'pip', ...args], bytesIn };
}

const units: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };

/** The last "Progress (1): 52/161 MB" or "Progress (1): 4.1 kB" of Maven's output, as bytes. */
export function mavenBytes(output: string): number | undefined {
  const last = [...output.matchAll(/Progress \(\d+\): ([\d.]+)(?:\/[\d.]+)? ?(B|kB|MB|GB)/g)].at(-1);
  if (last?.[1] === undefined || last[2] === undefined) return undefined;
  return Number(last[1]) * (units[last[2]] ?? 1);
}

/** The file of a program on PATH, or null. */
export function programOnPath(name: string, environment: NodeJS.ProcessEnv): string | null {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (environment.PATH ?? '').split(delimiter).filter(Boolean)) {
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (isProgram(file)) return file;
    }
  }
  return null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
