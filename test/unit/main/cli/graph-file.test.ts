import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { templateOf } from '#app/graph/templates/index.ts';
import { readGraphFile } from '#main/cli/graph-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unfold-graph-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

it('reads a graph', async () => {
  const graph = templateOf('softmax')?.graph([8, 8, 3], 2);
  expect(await readGraphFile(file('softmax.json', JSON.stringify(graph)))).toEqual(graph);
});

it.each([
  ['not there', () => join(folder, 'nothing.json'), 'there is no such file'],
  ['a folder', () => folder, 'EISDIR'],
  ['empty', () => file('empty.json', ''), 'it is not JSON'],
  ['a text', () => file('text.json', 'hello'), 'it is not JSON'],
  ['of another form', () => file('form.json', '{"version": 1, "nodes": 5, "edges": []}'), 'nodes does not fit'],
  ['of another version', () => file('version.json', '{"version": 2, "nodes": [], "edges": []}'), 'version does not fit'],
  ['larger than any graph', () => file('large.json', `"${'x'.repeat(17e6)}"`), 'it is larger than 16 MiB'],
])('says what is wrong with one that is %s', async (_what, made, problem) => {
  await expect(readGraphFile(made())).rejects.toMatchObject({ code: 'graph-unreadable', message: expect.stringContaining(problem) });
});

it.skipIf(process.platform === 'win32')('does not wait for the end of a device that has none', async () => {
  await expect(readGraphFile('/dev/zero')).rejects.toMatchObject({ code: 'graph-unreadable' });
});
