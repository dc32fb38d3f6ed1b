import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encode } from '#app/contract/codec.ts';
import { upload } from '#renderer/client/upload.ts';

let forms: FormData[] = [];
beforeEach(() => {
  forms = [];
  vi.stubGlobal('fetch', (_path: string, { body }: { body: FormData }) => {
    forms.push(body);
    return Promise.resolve(new Response(encode({ ok: true, value: { folder: '/w/uploads/a' } })));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const files = (...paths: string[]) => paths.map((path) => ({ path, file: new File(['x'], 'x.png') }));
/** Names of the files as the forms carried them. */
const sent = (): string[] => forms.flatMap((form) => form.getAll('file').map((file) => (file instanceof File ? file.name : '')));

describe('an upload', () => {
  it('keeps the chosen folder, so that the data are named after it', async () => {
    const result = await upload(files('flowers/rose/0.png', 'flowers/tulip/1.png'), () => {});
    expect(result).toEqual({ ok: true, value: { folder: '/w/uploads/a/flowers', file: null } });
    expect(sent()).toEqual(['flowers/rose/0.png', 'flowers/tulip/1.png']);
  });

  it('keeps folders that were dropped side by side', async () => {
    const result = await upload(files('rose/0.png', 'tulip/1.png'), () => {});
    expect(result).toEqual({ ok: true, value: { folder: '/w/uploads/a', file: null } });
    expect(sent()).toEqual(['rose/0.png', 'tulip/1.png']);
  });

  it('leaves out the name of a folder that another system would write differently', async () => {
    const result = await upload(files('what?/rose/0.png', 'what?/tulip/1.png'), () => {});
    expect(result).toEqual({ ok: true, value: { folder: '/w/uploads/a', file: null } });
    expect(sent()).toEqual(['rose/0.png', 'tulip/1.png']);
  });

  it('goes on in the same folder, part by part, and tells how far it is', async () => {
    const told: number[] = [];
    await upload(files(...Array.from({ length: 150 }, (_, index) => `f/${index}.png`)), (done) => told.push(done));
    expect(forms.map((form) => form.get('folder'))).toEqual([null, '/w/uploads/a', '/w/uploads/a']);
    expect(told).toEqual([64, 128, 150]);
  });

  it('tells where one file alone lies', async () => {
    const result = await upload(files('reviews.csv'), () => {});
    expect(result).toEqual({ ok: true, value: { folder: '/w/uploads/a', file: '/w/uploads/a/reviews.csv' } });
    expect(sent()).toEqual(['reviews.csv']);
  });

  it('gives one file whose name another system would write differently another one, with its ending', async () => {
    const result = await upload(files('what?.csv'), () => {});
    expect(result).toEqual({ ok: true, value: { folder: '/w/uploads/a', file: '/w/uploads/a/file.csv' } });
    expect(sent()).toEqual(['file.csv']);
  });

  it('gives back the error of the door', async () => {
    const error = { code: 'disk-full', message: 'No room.', remedy: 'Free some.' };
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(encode({ ok: false, error }))));
    expect(await upload(files('f/0.png'), () => {})).toEqual({ ok: false, error });
  });
});
