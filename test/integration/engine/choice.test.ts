import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { libraryNames } from '#main/engine/library-names.ts';
import { bundledNode } from '#main/entries.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { emptyMachine } from '#test/helpers/packs.ts';

const run = promisify(execFile);

/** Opens an engine in a process of its own, since there is one a process; says its facts or error and what was loaded for it. */
async function open(choice: string, environment: NodeJS.ProcessEnv) {
  const program = `
    import { createRequire } from 'node:module';
    const { openEngine } = await import('#main/engine/choice.ts');
    const answer = await openEngine(process.argv[1], { threads: 1 }).then(({ facts }) => ({ facts }), (error) => ({ error }));
    const files = Object.keys(createRequire(import.meta.url).cache);
    process.stdout.write(JSON.stringify({ ...answer, nodeKernels: files.some((file) => file.includes('tfjs-node-gpu')), wasm: files.some((file) => file.includes('backend-wasm')) }), () => process.exit());
  `;
  const { stdout } = await run(bundledNode(), ['--input-type=module', '--eval', program, choice], { env: environment });
  return JSON.parse(stdout.slice(stdout.indexOf('{')));
}

describe('openEngine without TensorFlow', () => {
  it('opens the portable engine for "auto" where the library does not load, and says why', async () => {
    const folder = emptyMachine().where.environment.HOME ?? '';
    writeFileSync(join(folder, libraryNames(process.platform)[0] ?? ''), 'no library');
    const { facts } = await open('auto', { UNFOLD_ENGINE_DIR: folder });
    expect(facts).toMatchObject({ engine: 'portable', note: expect.stringContaining('could not be loaded') });
    expect((await open('tensorflow', { UNFOLD_ENGINE_DIR: folder })).error.code).toBe('engine-load-failed');
  });

  const { environment } = emptyMachine().where;

  it('opens the portable engine for "auto" and says why', async () => {
    expect((await open('auto', environment)).facts).toMatchObject({ engine: 'portable', note: 'TensorFlow is not on this machine' });
  });

  it('refuses "tensorflow" with what to do', async () => {
    expect((await open('tensorflow', environment)).error).toMatchObject({
      code: 'engine-missing',
      remedy: expect.stringContaining('npm run engine'),
    });
  });

  it('opens "portable" without a word, and without TensorFlow’s kernels', async () => {
    const { facts, nodeKernels } = await open('portable', environment);
    expect(facts).toMatchObject({ engine: 'portable', note: null });
    expect(nodeKernels).toBe(false);
  });
});

engineOrSkip('openEngine with TensorFlow', (folder) => {
  const environment = { UNFOLD_ENGINE_DIR: folder };

  it.each(['auto', 'tensorflow'])('opens it for "%s", without the portable engine', async (choice) => {
    const { facts, wasm } = await open(choice, environment);
    expect(facts).toMatchObject({ engine: 'tensorflow', threads: 1 });
    expect(wasm).toBe(false);
  });
});
