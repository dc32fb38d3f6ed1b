import { describe, expect, it } from 'vitest';
import { libraryNames } from '#main/engine/library-names.ts';
import { packs, packsFor, packTitle, unpackedBytes } from '#main/engine/packs/manifest.ts';

describe('the engine manifest', () => {
  it('names every pack once', () => {
    expect(new Set(packs.map((pack) => pack.id)).size).toBe(packs.length);
  });

  it.each(packs.map((pack) => [pack.id, pack] as const))(
    '%s holds the library under a name that its platform is searched for',
    (_id, pack) => {
      expect(pack.files.some((file) => libraryNames(pack.platform).includes(file.name))).toBe(true);
    },
  );

  it.each(packs.map((pack) => [pack.id, pack] as const))('%s carries its licence', (_id, pack) => {
    expect(pack.files.map((file) => file.name)).toContain('LICENSE');
  });

  it.each([
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['darwin', 'arm64'],
    ['win32', 'x64'],
  ])('has a CPU pack for %s on %s', (platform, arch) => {
    expect(packsFor(platform, arch, 'cpu').length).toBeGreaterThan(0);
  });

  it('offers Maven before pip, and a pack for CUDA before both where it is asked for nothing', () => {
    expect(packsFor('linux', 'x64', 'cpu').map((pack) => pack.source.kind)).toEqual(['maven', 'pip']);
    expect(packsFor('linux', 'x64')[0]?.device).toBe('gpu');
  });

  it('names no registry, each client knows its own', () => {
    expect(JSON.stringify(packs)).not.toMatch(/https?:/);
  });

  it('says a pack in words and its size on disk', () => {
    const [pack] = packsFor('linux', 'x64', 'cpu');
    expect(pack && packTitle(pack)).toBe('TensorFlow 2.18.0 (CPU)');
    expect(pack && unpackedBytes(pack)).toBe(632_604_616 + 49_821_432 + 11_357);
  });
});
