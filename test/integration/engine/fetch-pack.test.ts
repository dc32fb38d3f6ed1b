import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fetchPack } from '#main/engine/packs/fetch.ts';
import { isWhole } from '#main/engine/packs/find.ts';
import type { Pack } from '#main/engine/packs/manifest.ts';
import { emptyMachine, type Machine, smallPack } from '#test/helpers/packs.ts';

// The clients are shell scripts here, since what they fetch in earnest has hundreds of megabytes.
describe.skipIf(process.platform === 'win32')('fetchPack', () => {
  let machine: Machine;
  beforeEach(() => {
    machine = emptyMachine();
  });

  const fetch = (packs: Pack[], signal = new AbortController().signal, onProgress?: Parameters<typeof fetchPack>[1]['onProgress']) =>
    fetchPack(packs, { where: machine.where, signal, ...(onProgress && { onProgress }) });
  const bring = (bytes: Uint8Array, name = 'tiny.jar') => `/bin/cp '${machine.archive(name, bytes)}' ./${name}`;
  const left = () => (existsSync(machine.cache) ? readdirSync(machine.cache) : []);
  const viaPip = (pack: Pack): Pack => ({
    ...pack,
    id: `${pack.id}-pip`,
    source: { kind: 'pip', requirement: 'tiny==1.0', platform: 'any', python: '3.12', file: 'tiny.jar' },
  });

  it('unpacks the files that the manifest names, and no other', async () => {
    const { pack, archive } = smallPack();
    machine.program('mvn', bring(archive));
    const { folder } = await fetch([pack]);
    expect(readdirSync(folder).sort()).toEqual(['LICENSE', 'libtiny.so', 'unfold-pack.txt']);
    expect(isWhole(folder, pack)).toBe(true);
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe('Do as you like.');
    expect(left()).toEqual([pack.id]);
  });

  it('tells where it stands', async () => {
    const { pack, archive } = smallPack();
    machine.program('mvn', bring(archive));
    const told: { done: number; total: number; message: string }[] = [];
    await fetch([pack], undefined, (now) => told.push(now));
    expect(told[0]).toEqual({ done: 0, total: pack.bytes, message: 'Fetching TensorFlow 1.0 (CPU) with mvn' });
    expect(told.at(-1)).toEqual({ done: pack.bytes, total: pack.bytes, message: 'Unpacking, 100 %' });
    expect(told.map((now) => now.done)).toEqual(told.map((now) => now.done).sort((one, other) => one - other));
  });

  it('takes a pack that is there already without asking anybody', async () => {
    const { pack, archive } = smallPack();
    machine.program('mvn', bring(archive));
    const first = await fetch([pack]);
    machine.program('mvn', 'exit 1');
    expect(await fetch([pack])).toEqual(first);
  });

  it('fetches a pack anew that is not whole', async () => {
    const { pack, archive } = smallPack();
    machine.program('mvn', bring(archive));
    const { folder } = await fetch([pack]);
    writeFileSync(join(folder, 'libtiny.so'), 'cut off');
    await fetch([pack]);
    expect(isWhole(folder, pack)).toBe(true);
  });

  it.each([
    ['is missing', null],
    ['fails', 'echo "[ERROR] no network" >&2; exit 1'],
  ])('asks pip when mvn %s', async (_what, script) => {
    const { pack, archive } = smallPack();
    if (script !== null) machine.program('mvn', script);
    machine.program('pip', bring(archive));
    expect((await fetch([pack, viaPip(pack)])).pack?.id).toBe('tiny-1.0-cpu-pip');
  });

  it('runs pip as a module where only Python is on PATH', async () => {
    const { pack, archive } = smallPack();
    machine.program('python3', `[ "$1 $2 $3" = "-m pip download" ] || exit 1\n${bring(archive)}`);
    expect((await fetch([viaPip(pack)])).pack?.id).toBe('tiny-1.0-cpu-pip');
  });

  it('says in one line that neither mvn nor pip is there', async () => {
    await expect(fetch([smallPack().pack])).rejects.toMatchObject({
      code: 'engine-fetch-failed',
      message: expect.stringMatching(/neither mvn nor pip is on this machine\.$/),
    });
  });

  it('says that there is no pack for a platform', async () => {
    await expect(fetch([])).rejects.toMatchObject({ code: 'engine-fetch-failed', message: expect.stringContaining('there is none') });
  });

  it('says what the client said, and leaves nothing', async () => {
    machine.program('mvn', 'echo "[INFO] scanning"; echo "[ERROR] Could not transfer: unknown host"; echo "[ERROR] help"; exit 1');
    await expect(fetch([smallPack().pack])).rejects.toMatchObject({
      message: expect.stringContaining('mvn ended with 1: Could not transfer: unknown host'),
    });
    expect(left()).toEqual([]);
  });

  it('throws away an archive with another checksum', async () => {
    const { pack } = smallPack();
    machine.program('mvn', 'echo broken > tiny.jar');
    await expect(fetch([pack])).rejects.toMatchObject({ code: 'engine-checksum', message: expect.stringContaining(pack.sha256) });
    expect(left()).toEqual([]);
  });

  it('does not turn to another source after a wrong checksum', async () => {
    const { pack, archive } = smallPack();
    machine.program('mvn', 'echo broken > tiny.jar');
    machine.program('pip', bring(archive));
    await expect(fetch([pack, viaPip(pack)])).rejects.toMatchObject({ code: 'engine-checksum' });
  });

  it.each([
    ['another content', (pack: Pack) => ({ ...pack, files: pack.files.map((file) => ({ ...file, sha256: '0'.repeat(64) })) })],
    ['more than it should', (pack: Pack) => ({ ...pack, files: pack.files.map((file) => ({ ...file, bytes: file.bytes - 1 })) })],
    [
      'not the file',
      (pack: Pack) => ({ ...pack, files: [...pack.files, { path: 'absent', name: 'absent', bytes: 1, sha256: '0'.repeat(64) }] }),
    ],
  ])('refuses an archive that holds %s', async (_what, change) => {
    const { pack, archive } = smallPack();
    machine.program('mvn', bring(archive));
    await expect(fetch([change(pack)])).rejects.toMatchObject({ code: 'engine-checksum' });
    expect(left()).toEqual([]);
  });

  it('writes nothing outside its folder, whatever the archive calls its files', async () => {
    const { pack, archive } = smallPack('tiny-evil', { '../../evil.so': Uint8Array.of(1) });
    machine.program('mvn', bring(archive));
    await expect(fetch([pack])).rejects.toThrow();
    expect(existsSync(join(machine.cache, '..', '..', 'evil.so'))).toBe(false);
    expect(left()).toEqual([]);
  });

  it('is safe to ask for twice at the same time', async () => {
    const { pack, archive } = smallPack();
    machine.program('mvn', bring(archive));
    const both = await Promise.all([fetch([pack]), fetch([pack])]);
    expect(both[0]).toEqual(both[1]);
    expect(isWhole(both[0].folder, pack)).toBe(true);
    expect(left()).toEqual([pack.id]);
  });

  it('leaves the pack of the one who was faster where it is', async () => {
    const { pack, archive } = smallPack();
    machine.program('mvn', bring(archive));
    const inode = ({ folder }: { folder: string }) => statSync(join(folder, 'libtiny.so')).ino;
    const both = [fetch([pack]), fetch([pack])];
    const first = await Promise.race(both.map((each) => each.then(inode)));
    const [found] = await Promise.all(both);
    expect(found && inode(found)).toBe(first);
  });

  it('ends the client and all it started within a second when it is cancelled', async () => {
    const { pack } = smallPack();
    const note = machine.archive('pid', new Uint8Array());
    machine.program('mvn', `/bin/sleep 60 &\necho $! > '${note}'\nwait`);
    const controller = new AbortController();
    const fetching = fetch([pack], controller.signal);
    await expect.poll(() => readFileSync(note, 'utf8').trim(), { timeout: 20_000 }).not.toBe('');
    const started = Date.now();
    controller.abort(new Error('enough'));
    await expect(fetching).rejects.toThrow('enough');
    expect(Date.now() - started).toBeLessThan(1000);
    await expect.poll(() => runs(Number(readFileSync(note, 'utf8'))), { timeout: 20_000 }).toBe(false);
    expect(left()).toEqual([]);
  });

  it('does not begin when it is cancelled already', async () => {
    machine.program('mvn', 'exit 1');
    await expect(fetch([smallPack().pack], AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(left()).toEqual([]);
  });

  it('removes what a killed fetch left, and leaves a running one’s', async () => {
    const { pack, archive } = smallPack();
    machine.program('mvn', bring(archive));
    mkdirSync(join(machine.cache, '.fetch-999999999-dead', 'pack'), { recursive: true });
    mkdirSync(join(machine.cache, `.fetch-${process.ppid}-alive`));
    await fetch([pack]);
    expect(left().sort()).toEqual([`.fetch-${process.ppid}-alive`, pack.id]);
  });
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
  } catch {
    return false;
  }
}
