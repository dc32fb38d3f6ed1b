import { describe, expect, it, vi } from 'vitest';
import { FolderLook } from '#renderer/features/data/folder-look.svelte.ts';
import type { Dropped } from '#renderer/frame/drops.svelte.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeScan } from '../../helpers/fake-data.ts';
import { HeldClient } from '../../helpers/held-client.ts';

const scanning = (): FakeClient['answers'] => ({ 'datasets.scan': ({ folder }) => fakeScan({ folder }) });
const dropped = (change: Partial<Dropped> = {}): Dropped => ({
  name: 'flowers',
  isFolder: true,
  path: null,
  files: async () => [{ path: 'flowers/rose/1.png', file: new File(['x'], '1.png') }],
  ...change,
});

describe('a look at a folder', () => {
  it('shows what is in it, with settings guessed', async () => {
    const look = new FolderLook(new FakeClient(scanning()));
    await look.at('/a');
    expect(look.scan?.folder).toBe('/a');
    expect(look.settings?.name).toBe('Flowers');
    expect(look.doing).toBeNull();
  });

  it('shows the last of two folders, whichever answer comes last', async () => {
    const core = new HeldClient(scanning());
    const look = new FolderLook(core);
    const both = [look.at('/slow'), look.at('/quick')];
    await core.letGo(1);
    await core.letGo(0);
    await Promise.all(both);
    expect(look.scan?.folder).toBe('/quick');
  });

  it('forgets the folder before, where the next one cannot be read', async () => {
    const core = new FakeClient(scanning());
    const look = new FolderLook(core);
    await look.at('/a');
    core.answers['datasets.scan'] = () => ({
      ok: false,
      error: { code: 'folder-empty', message: 'It must hold images.', remedy: 'Choose another.' },
    });
    await look.at('/empty');
    expect(look.scan).toBeNull();
    expect(look.error?.message).toBe('It must hold images.');
  });

  it('looks at a dropped folder where it lies', async () => {
    const core = new FakeClient(scanning());
    const look = new FolderLook(core);
    await look.take(dropped({ path: '/dropped' }));
    expect(look.scan?.folder).toBe('/dropped');
  });

  it('sends a folder dropped into a browser first, and looks at it where it went', async () => {
    const core = new FakeClient(scanning());
    const upload = vi.spyOn(core, 'upload');
    const look = new FolderLook(core);
    await look.take(dropped());
    expect(upload).toHaveBeenCalledOnce();
    expect(look.scan?.folder).toBe('/uploads/1');
  });

  it('says how far the sending is, as a share of the files', async () => {
    const core = new FakeClient(scanning());
    const shares: (number | null)[] = [];
    const look = new FolderLook(core);
    vi.spyOn(core, 'upload').mockImplementation(async (...[, progress]: unknown[]) => {
      (progress as (sent: number) => void)(1);
      shares.push(look.share);
      return { ok: true, value: { folder: '/uploads/1' } };
    });
    await look.take(
      dropped({ files: async () => Array.from({ length: 4 }, (_, n) => ({ path: `${n}.png`, file: new File(['x'], `${n}.png`) })) }),
    );
    expect(shares).toEqual([0.25]);
  });

  it('stays where it is, with the reason, when the import is refused', async () => {
    const core = new FakeClient({
      ...scanning(),
      'datasets.importImages': () => ({ ok: false, error: { code: 'disk-full', message: 'The disk is full.', remedy: 'Free some.' } }),
    });
    const look = new FolderLook(core);
    await look.at('/a');
    expect(await look.start(1)).toBeNull();
    expect(look.error?.message).toBe('The disk is full.');
    expect(look.scan?.folder).toBe('/a');
  });
});
