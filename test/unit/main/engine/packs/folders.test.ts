import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder, givenFolders, type Surroundings } from '#main/engine/packs/folders.ts';

const surroundings = (
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  program = '/src/main/engine/packs/folders.ts',
): Surroundings => ({ platform, environment, program });

describe('cacheFolder', () => {
  it.each([
    ['linux', { HOME: '/home/ada' }, '/home/ada/.cache/unfold/engines'],
    ['linux', { HOME: '/home/ada', XDG_CACHE_HOME: '/big/cache' }, '/big/cache/unfold/engines'],
    ['linux', { HOME: '/home/ada', XDG_CACHE_HOME: 'relative' }, '/home/ada/.cache/unfold/engines'],
    ['linux', { HOME: '/home/ada', XDG_CACHE_HOME: '' }, '/home/ada/.cache/unfold/engines'],
    ['darwin', { HOME: '/Users/ada' }, '/Users/ada/Library/Caches/unfold/engines'],
    ['win32', { LOCALAPPDATA: '/c/Local' }, '/c/Local/unfold/engines'],
    ['win32', { USERPROFILE: '/c/ada' }, '/c/ada/AppData/Local/unfold/engines'],
  ] as const)('is the one %s names for caches: %o', (platform, environment, folder) => {
    expect(cacheFolder(surroundings(platform, environment))).toBe(join(folder));
  });
});

describe('givenFolders', () => {
  it('begins with the folder that the user names', () => {
    expect(givenFolders(surroundings('linux', { UNFOLD_ENGINE_DIR: '/my/tensorflow' }))).toEqual(['/my/tensorflow']);
  });

  it.each([
    '/opt/Unfold/resources/app.asar/out/main/cli.js',
    '/opt/Unfold/resources/app.asar.unpacked/out/main/chunks/find-1a2b.js',
    '/opt/Unfold/resources/app/out/main/training-worker.js',
  ])('finds the engine installed beside the app of %s', (program) => {
    expect(givenFolders(surroundings('linux', {}, program))).toEqual(['/opt/Unfold/resources/engine']);
  });

  it('is empty in a checkout', () => {
    expect(givenFolders(surroundings('linux', { UNFOLD_ENGINE_DIR: '' }))).toEqual([]);
  });
});
