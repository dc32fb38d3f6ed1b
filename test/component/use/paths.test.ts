import { expect, it, vi } from 'vitest';
import { FakeClient } from '../../helpers/fake-client.ts';

vi.mock('#renderer/client.ts', () => ({ client: new FakeClient() }));
const { below, folderName } = await import('#renderer/features/use/export-folder.ts');
const { tableBeside, tableIn } = await import('#renderer/features/use/csv-prediction.svelte.ts');

it.each([
  ['Run 12', 'run-12'],
  ['Größe/../../etc', 'größe-etc'],
  ['<img src=x onerror=alert(1)>', 'img-src-x-onerror-alert-1'],
  ['///', 'model'],
  ['x'.repeat(200), 'x'.repeat(60)],
])('the folder of %s is called %s', (name, folder) => expect(folderName(name)).toBe(folder));

it.each([
  ['/home/me', '/home/me/run-1-tfjs'],
  ['/home/me/', '/home/me/run-1-tfjs'],
  ['C:\\Users\\me', 'C:\\Users\\me\\run-1-tfjs'],
])('an export below %s goes to %s', (folder, out) => expect(below(folder, 'Run 1', 'tfjs')).toBe(out));

it.each([
  ['', ''],
  ['/data/new/', '/data/new/predictions.csv'],
  ['D:\\new', 'D:\\new\\predictions.csv'],
])('the table of %s is written to %s', (folder, out) => expect(tableIn(folder)).toBe(out));

it.each([
  ['', ''],
  ['/data/new.rows.csv', '/data/new.rows-predictions.csv'],
  ['/data.old/houses', '/data.old/houses-predictions.csv'],
  ['D:\\new\\houses.tsv', 'D:\\new\\houses-predictions.csv'],
])('the table of the file %s is written to %s', (file, out) => expect(tableBeside(file)).toBe(out));
