import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultWorkspace } from '#main/workspace.ts';
import { workspaceFolders } from '#main/workspace-folders.ts';

test('paths come from whole numbers only', () => {
  const folders = workspaceFolders('/w');
  expect(folders.dataset(3)).toBe(join('/w', 'datasets', '3'));
  expect(folders.checkpoints(7)).toBe(join('/w', 'runs', '7', 'checkpoints'));
});

test.each([0, -1, 1.5, Number.NaN, '../x', '1/../..', undefined])('refuses %s as an id', (id) => {
  // What reaches here untyped must fail too: it would become a path.
  expect(() => workspaceFolders('/w').dataset(id as number)).toThrow(RangeError);
});

test('the default follows the platform and XDG', () => {
  expect(defaultWorkspace('linux', { XDG_DATA_HOME: '/xdg' })).toBe(join('/xdg', 'unfold'));
  expect(defaultWorkspace('linux', {})).toMatch(/\.local\/share\/unfold$/);
  expect(defaultWorkspace('darwin', {})).toMatch(/Application Support\/Unfold$/);
  expect(defaultWorkspace('win32', { LOCALAPPDATA: '/local' })).toBe(join('/local', 'Unfold'));
});
