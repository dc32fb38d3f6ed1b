/* Saves ever larger things into a workspace until the disk takes no more, and says what it was told: node filler.ts WORKSPACE */
import { mkdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#app/errors.ts';
import { openCore } from '#main/core.ts';
import { writeWhole } from '#main/store/whole-file.ts';

const workspace = process.argv[2] ?? '';
const say = (what: object) => writeSync(1, `${JSON.stringify(what)}\n`);
const core = await openCore({ workspace, version: '0.0.0-test', as: 'a filler' });
const ask = (name: string, input: object) => core.call(name, input, { door: 'terminal' });
const project = await ask('projects.create', { name: 'Filled' });
const folder = join(workspace, 'datasets', '1');
mkdirSync(folder, { recursive: true });

for (let size = 1; ; size++) {
  try {
    await writeWhole(join(folder, `file-${size}`), new Uint8Array(size * 40_000));
    say({ file: size });
  } catch (error) {
    say({ file: size, error: error instanceof AppError ? error.code : String(error) });
    break;
  }
}
const fat = {
  version: 1,
  nodes: Array.from({ length: 2000 }, (_, place) => ({ id: `n${place}`, block: 'Dense', params: { x: 'x'.repeat(100) } })),
  edges: [],
};
for (let model = 1; model <= 100; model++) {
  const answer = await ask('models.create', { project: project.ok ? 1 : 0, name: `Model ${model}`, graph: fat });
  say(answer.ok ? { model } : { model, error: answer.error.code });
  if (!answer.ok) break;
}
say({ still: (await ask('models.list', {})).ok });
await core.close();
say({ closed: true });
