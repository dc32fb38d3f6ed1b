import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { engineStatus } from '#app/contract/system.ts';
import { getEngine } from '#main/engine/get-engine.ts';
import { libraryNames } from '#main/engine/library-names.ts';
import { engineStatuses, packsToFetch } from '#main/engine/status.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { emptyMachine } from '#test/helpers/packs.ts';

afterEach(() => vi.unstubAllEnvs());

/** Lets this process see an empty machine, or one whose engine lies in `folder`. */
function see(folder: string): void {
  vi.stubEnv('HOME', emptyMachine().where.environment.HOME ?? '');
  vi.stubEnv('XDG_CACHE_HOME', '');
  vi.stubEnv('UNFOLD_ENGINE_DIR', folder);
}

describe('engineStatuses', () => {
  it('offers TensorFlow’s pack where it is missing; the portable engine is always ready', async () => {
    see('');
    const [tensorflow, portable] = await engineStatuses();
    expect(tensorflow).toMatchObject({
      name: 'tensorflow',
      ready: false,
      location: null,
      fetchable: { pack: (await packsToFetch())[0]?.id },
    });
    expect(portable).toMatchObject({ name: 'portable', ready: true, devices: ['CPU'], location: null, fetchable: null });
  });

  it('fits the contract', async () => {
    see('');
    for (const status of await engineStatuses()) expect(engineStatus.parse(status)).toEqual(status);
  });

  it('says what is wrong with a library that does not load', async () => {
    const folder = join(emptyMachine().cache, 'broken');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, libraryNames(process.platform)[0] ?? ''), 'no library');
    see(folder);
    const [tensorflow] = await engineStatuses();
    expect(tensorflow).toMatchObject({ ready: false, location: folder, note: expect.stringContaining('could not be loaded') });
  });
});

engineOrSkip('engineStatuses with TensorFlow', (folder) => {
  it('lets "Get engine" answer with what is there', async () => {
    see(folder);
    if ((await packsToFetch()).length > 0) return; // a CUDA card lies idle here: there is more to get
    expect((await getEngine({ signal: new AbortController().signal })).folder).toBe(folder);
  });

  it('asks again about a library that did not load', async () => {
    const mended = join(emptyMachine().cache, 'mended');
    mkdirSync(mended, { recursive: true });
    const library = join(mended, libraryNames(process.platform)[0] ?? '');
    writeFileSync(library, 'no library');
    see(mended);
    expect((await engineStatuses())[0]?.ready).toBe(false);
    rmSync(library);
    for (const name of readdirSync(folder)) symlinkSync(join(folder, name), join(mended, name));
    expect((await engineStatuses())[0]?.ready).toBe(true);
  });

  it('says version and device, found by loading it elsewhere', async () => {
    see(folder);
    const [tensorflow] = await engineStatuses();
    expect(tensorflow).toMatchObject({ ready: true, version: expect.stringMatching(/^2\./), location: folder });
    expect(tensorflow?.devices[0]).toMatch(/^(CPU|GPU: .+)$/);
    expect(process.report.getReport()).not.toMatchObject({
      sharedObjects: expect.arrayContaining([expect.stringContaining('libtensorflow')]),
    });
  });
});
