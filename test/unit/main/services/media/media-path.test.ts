import { expect, it } from 'vitest';
import { parseMediaPath } from '#main/services/media/media-path.ts';

it.each([
  ['/media/items/3/17?size=96', { kind: 'item', dataset: 3, index: 17, size: 96 }],
  ['/media/items/3/17', { kind: 'item', dataset: 3, index: 17, size: 2048 }],
  ['/media/items/3/17?size=1', { kind: 'item', dataset: 3, index: 17, size: 16 }],
  ['/media/items/3/17?size=99999', { kind: 'item', dataset: 3, index: 17, size: 2048 }],
  ['/media/seen/3/0', { kind: 'seen', dataset: 3, index: 0 }],
  ['/media/file?run=2&path=%2Fa%2F%E5%9B%BE%20%22%3C%3E.png&size=64', { kind: 'file', run: 2, path: '/a/图 "<>.png', size: 64 }],
  ['/media/exports/4.zip', { kind: 'export', id: 4 }],
  ['/media/tables/9.csv', { kind: 'table', job: 9 }],
])('reads %s', (path, request) => {
  expect(parseMediaPath(path)).toEqual(request);
});

it.each([
  '/media/items/3',
  '/media/items/3/17/4',
  '/media/items/../3/17',
  '/media/items/3/..%2f17',
  '/media/items/-1/0',
  '/media/items/1e3/0',
  '/media/items/3/99999999999999999999',
  '/media/items/3/17?size=big',
  '/media/items/3/17?size=-5',
  '/media/items/3/17?size=5?size=6',
  '/media/file?path=/etc/passwd',
  '/media/file?run=1',
  '/media/file?run=1&path=a%00b',
  '/media/other/1/2',
  '/media/exports/4',
  '/media/exports/4.csv',
  '/media/exports/../4.zip',
  '/media/tables/9.zip',
  '/media/tables/a.csv',
  '/etc/passwd',
  '',
])('refuses %s', (path) => {
  expect(parseMediaPath(path)).toBeNull();
});
