import { describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '#app/errors.ts';
import { SourceLook } from '#renderer/features/data/source-look.svelte.ts';
import type { Dropped } from '#renderer/frame/drops.svelte.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeScan, fakeTableLook, fakeTextLook } from '../../helpers/fake-data.ts';
import { HeldClient } from '../../helpers/held-client.ts';

const scanning = (): FakeClient['answers'] => ({ 'datasets.scan': ({ folder }) => fakeScan({ folder }) });
const folderOf = (look: SourceLook) => (look.found?.kind === 'images' ? look.found.scan.folder : undefined);
const textsOf = (look: SourceLook) => (look.found?.kind === 'texts' ? look.found : undefined);
const refused = (code: ErrorCode) => ({ ok: false as const, error: { code, message: `It is ${code}.`, remedy: 'Choose another.' } });
const noImages = (code: ErrorCode): FakeClient['answers'] => ({
  'datasets.scan': () => refused(code),
  'datasets.lookTexts': ({ path }) => fakeTextLook({ path }),
});
const dropped = (change: Partial<Dropped> = {}): Dropped => ({
  name: 'flowers',
  isFolder: true,
  path: null,
  files: async () => [{ path: 'flowers/rose/1.png', file: new File(['x'], '1.png') }],
  ...change,
});

describe('a look at a folder', () => {
  it('shows what is in it, with settings guessed', async () => {
    const look = new SourceLook(new FakeClient(scanning()));
    await look.at('/a');
    expect(folderOf(look)).toBe('/a');
    expect(look.found?.settings.name).toBe('Flowers');
    expect(look.doing).toBeNull();
  });

  it('shows the last of two folders, whichever answer comes last', async () => {
    const core = new HeldClient(scanning());
    const look = new SourceLook(core);
    const both = [look.at('/slow'), look.at('/quick')];
    await core.letGo(1);
    await core.letGo(0);
    await Promise.all(both);
    expect(folderOf(look)).toBe('/quick');
  });

  it('forgets the folder before, where the next one cannot be read', async () => {
    const core = new FakeClient(scanning());
    const look = new SourceLook(core);
    await look.at('/a');
    core.answers = { ...noImages('folder-empty'), 'datasets.lookTexts': () => refused('folder-without-texts') };
    await look.at('/empty');
    expect(look.found).toBeNull();
    expect(look.error?.message).toBe('The folder must hold images or texts; /empty has neither.');
  });

  it('looks at a dropped folder where it lies', async () => {
    const core = new FakeClient(scanning());
    const look = new SourceLook(core);
    await look.take(dropped({ path: '/dropped' }));
    expect(folderOf(look)).toBe('/dropped');
  });

  it('sends a folder dropped into a browser first, and looks at it where it went', async () => {
    const core = new FakeClient(scanning());
    const upload = vi.spyOn(core, 'upload');
    const look = new SourceLook(core);
    await look.take(dropped());
    expect(upload).toHaveBeenCalledOnce();
    expect(folderOf(look)).toBe('/uploads/1');
  });

  it('says how far the sending is, as a share of the files', async () => {
    const core = new FakeClient(scanning());
    const shares: (number | null)[] = [];
    const look = new SourceLook(core);
    vi.spyOn(core, 'upload').mockImplementation(async (...[, progress]: unknown[]) => {
      (progress as (sent: number) => void)(1);
      shares.push(look.share);
      return { ok: true, value: { folder: '/uploads/1', file: null } };
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
    const look = new SourceLook(core);
    await look.at('/a');
    expect(await look.start(1)).toBeNull();
    expect(look.error?.message).toBe('The disk is full.');
    expect(folderOf(look)).toBe('/a');
  });

  it.each(['folder-missing', 'folder-empty'] as const)('takes what is no folder of images (%s) for texts', async (code) => {
    const look = new SourceLook(new FakeClient(noImages(code)));
    await look.at('/reviews.csv');
    expect(textsOf(look)?.look.path).toBe('/reviews.csv');
    expect(look.error).toBeNull();
  });

  it('does not look for texts where there are images, whatever is wrong with them', async () => {
    const core = new FakeClient(noImages('classes-too-few'));
    const look = new SourceLook(core);
    await look.at('/one-class');
    expect(look.error?.code).toBe('classes-too-few');
    expect(core.asked.map(({ name }) => name)).toEqual(['datasets.scan']);
  });

  it('tells why a file is none of texts', async () => {
    const look = new SourceLook(new FakeClient({ ...noImages('folder-missing'), 'datasets.lookTexts': () => refused('text-file-other') }));
    await look.at('/movie.mp4');
    expect(look.error?.code).toBe('text-file-other');
  });

  it('looks at a single file that was uploaded, not at the folder it went to', async () => {
    const core = new FakeClient(noImages('folder-missing'));
    vi.spyOn(core, 'upload').mockResolvedValue({ ok: true, value: { folder: '/uploads/1', file: '/uploads/1/reviews.csv' } });
    const look = new SourceLook(core);
    await look.take(dropped({ isFolder: false }));
    expect(textsOf(look)?.look.path).toBe('/uploads/1/reviews.csv');
  });

  it('looks again at other columns, keeps what was set, and keeps both where that fails', async () => {
    const core = new FakeClient(noImages('folder-missing'));
    const look = new SourceLook(core);
    await look.at('/reviews.csv');
    const settings = textsOf(look)?.settings;
    if (settings === undefined) throw new Error('texts were found');
    settings.name = 'Mine';
    settings.choose('label', 'stars');
    core.answers['datasets.lookTexts'] = () => fakeTextLook({ classes: [{ name: '5', items: 60 }] });
    await look.again();
    expect(core.asked.at(-1)?.input).toEqual({ path: '/reviews.csv', shape: {}, columns: { text: 'review', label: 'stars' } });
    expect(textsOf(look)?.look.classes).toEqual([{ name: '5', items: 60 }]);
    expect(textsOf(look)?.settings.name).toBe('Mine');
    core.answers['datasets.lookTexts'] = () => refused('file-missing');
    await look.again();
    expect(look.error?.code).toBe('file-missing');
    expect(textsOf(look)?.settings.of('label')).toBe('stars');
  });

  it('imports texts as they were set', async () => {
    const core = new FakeClient({ ...noImages('folder-missing'), 'datasets.importTexts': () => ({ job: 1, dataset: 4, project: 2 }) });
    const look = new SourceLook(core);
    await look.at('/reviews.csv');
    textsOf(look)?.settings.leaveOut('bad', true);
    expect(await look.start(2)).toMatchObject({ dataset: 4, project: 2 });
    expect(core.asked.at(-1)).toMatchObject({
      name: 'datasets.importTexts',
      input: { path: '/reviews.csv', project: 2, columns: { text: 'review', label: 'mood' }, without: ['bad'] },
    });
  });
});

describe('a look at a file that can be several things', () => {
  const answers = (table: FakeClient['answers']['datasets.lookTable']): FakeClient['answers'] => ({
    ...noImages('folder-missing'),
    ...(table !== undefined && { 'datasets.lookTable': table }),
  });
  const houses = (): FakeClient['answers'] => ({
    ...answers(() => fakeTableLook()),
    'datasets.lookTexts': () => fakeTextLook({ suggested: { text: 'district', label: 'garden', token: null, tag: null } }),
  });
  const kindsOf = (look: SourceLook) => look.readings.map(({ kind }) => kind);

  it('finds the likeliest, offers the others, and keeps what was set of each', async () => {
    const look = new SourceLook(new FakeClient(houses()));
    await look.at('/houses.csv');
    expect(look.found?.kind).toBe('tables');
    expect(kindsOf(look).sort()).toEqual(['series', 'tables', 'texts']);
    if (look.found !== null) look.found.settings.name = 'Mine';
    look.readAs('series');
    expect(look.found).toMatchObject({ kind: 'series', settings: { name: 'houses' } });
    look.readAs('tables');
    expect(look.found?.settings.name).toBe('Mine');
  });

  it('offers no texts where there are none, and no table where there is none', async () => {
    const without = {
      ...houses(),
      'datasets.lookTexts': () => fakeTextLook({ suggested: { text: null, label: null, token: null, tag: null } }),
    };
    const look = new SourceLook(new FakeClient(without));
    await look.at('/houses.csv');
    expect(kindsOf(look)).toEqual(['tables', 'series']);
    const long = new SourceLook(new FakeClient({ ...houses(), 'datasets.lookTexts': () => fakeTextLook({ kind: 'long-text' }) }));
    await long.at('/book.txt');
    expect(kindsOf(long)).toEqual(['texts']);
  });

  it('finds a table where the file holds no texts at all', async () => {
    const look = new SourceLook(new FakeClient({ ...houses(), 'datasets.lookTexts': () => refused('text-file-other') }));
    await look.at('/houses.parquet');
    expect([look.found?.kind, look.error]).toEqual(['tables', null]);
    const core = new FakeClient({
      ...answers(() => refused('parquet-unreadable')),
      'datasets.lookTexts': () => refused('text-file-other'),
    });
    const broken = new SourceLook(core);
    await broken.at('/broken.parquet');
    expect(broken.error?.code).toBe('parquet-unreadable');
  });

  it.each(['rows-too-few', 'targets-none', 'inputs-none'] as const)('says %s of a table without words', async (code) => {
    const columns = [{ name: 'area', type: 'number' as const, distinct: 1, missing: 0, meanLength: 2 }];
    const core = new FakeClient({ ...answers(() => refused(code)), 'datasets.lookTexts': () => fakeTextLook({ columns }) });
    const look = new SourceLook(core);
    await look.at('/one-row.csv');
    expect([look.error?.code, look.found]).toEqual([code, null]);
    core.answers['datasets.lookTexts'] = () => fakeTextLook();
    await look.at('/reviews.csv');
    expect([look.error, look.found?.kind]).toEqual([null, 'texts']);
  });

  it('takes a single column of numbers for a series, since nothing else would go in', async () => {
    const columns = fakeTableLook().columns.filter(({ name }) => name === 'price');
    const texts = fakeTextLook({ suggested: { text: 'price', label: null, token: null, tag: null } });
    const look = new SourceLook(new FakeClient({ ...answers(() => fakeTableLook({ columns })), 'datasets.lookTexts': () => texts }));
    await look.at('/houses.csv');
    expect(kindsOf(look)).toEqual(['series', 'tables']);
    look.readAs('tables');
    expect(look.found?.settings.problem).toBe('A column must go in; choose how one does');
  });

  it('reads a column otherwise for rows and series alike', async () => {
    const core = new FakeClient(houses());
    const look = new SourceLook(core);
    await look.at('/houses.csv');
    const found = look.found;
    if (found?.kind !== 'tables') throw new Error('a table was found');
    found.settings.readColumn('area', { type: 'category' });
    core.answers['datasets.lookTable'] = () => {
      const { columns, ...rest } = fakeTableLook();
      return fakeTableLook({
        ...rest,
        columns: columns.map((column) => (column.name === 'area' ? { ...column, type: 'category', numbers: null, distinct: 5 } : column)),
      });
    };
    await look.again();
    const shape = { columns: [{ name: 'area', type: 'category' }] };
    expect(core.asked.at(-1)?.input).toEqual({ path: '/tables/houses.csv', shape });
    expect(look.found?.kind).toBe('tables');
    expect(found.settings.preparation.encoderOf('area')).toMatchObject({ kind: 'one-hot' });
    look.readAs('series');
    if (look.found?.kind !== 'series') throw new Error('a series was found');
    expect(look.found.settings.shape).toEqual(shape);
    expect(look.found.settings.preparation.settings.targets).toEqual(['price']);
  });

  it('imports it as what it is shown as', async () => {
    const core = new FakeClient({ ...houses(), 'datasets.importTable': () => ({ job: 1, dataset: 2, project: 3 }) });
    const look = new SourceLook(core);
    await look.at('/houses.csv');
    expect(await look.start(3)).toEqual({ job: 1, dataset: 2, project: 3 });
    expect(core.asked.at(-1)).toMatchObject({
      name: 'datasets.importTable',
      input: { path: '/tables/houses.csv', project: 3, preprocessing: { kind: 'tables', targets: ['price'] } },
    });
  });
});
