import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll } from 'vitest';
import type { Surroundings } from '#main/engine/packs/folders.ts';
import type { Pack } from '#main/engine/packs/manifest.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const roots: string[] = [];
afterAll(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** A machine of its own: an empty home, and programs that are only what a test puts there. */
export interface Machine {
  where: Surroundings;
  cache: string;
  /** Puts a shell script on PATH. */
  program(name: string, script: string): void;
  /** Saves an archive where scripts can copy it from. */
  archive(name: string, bytes: Uint8Array): string;
}

export function emptyMachine(): Machine {
  const root = mkdtempSync(join(tmpdir(), 'unfold-machine-'));
  roots.push(root);
  const bin = join(root, 'bin');
  mkdirSync(bin);
  return {
    where: { environment: { HOME: root, PATH: bin }, platform: process.platform, program: '/nowhere.ts' },
    cache: join(root, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'unfold', 'engines'),
    program(name, script) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    },
    archive(name, bytes) {
      writeFileSync(join(root, name), bytes);
      return join(root, name);
    },
  };
}

/** A small pack and its archive, in which the manifest's files lie among others. */
export function smallPack(id = 'tiny-1.0-cpu', others: Record<string, Uint8Array> = {}): { pack: Pack; archive: Uint8Array } {
  const library = new Uint8Array(100_000).map((_, index) => index * 7);
  const licence = new TextEncoder().encode('Do as you like.');
  const archive = zipSync({ 'org/c_api/libtiny.so': library, 'org/c_api/LICENSE': licence, 'org/c_api/other.so': library, ...others });
  const file = (name: string, bytes: Uint8Array) => ({ path: `org/c_api/${name}`, name, bytes: bytes.length, sha256: sha256(bytes) });
  return {
    archive,
    pack: {
      id,
      platform: 'linux',
      arch: 'x64',
      device: 'cpu',
      version: '1.0',
      source: { kind: 'maven', coordinates: 'org.tiny:tiny:1.0:jar:x', file: 'tiny.jar' },
      sha256: sha256(archive),
      bytes: archive.length,
      files: [file('libtiny.so', library), file('LICENSE', licence)],
    },
  };
}
