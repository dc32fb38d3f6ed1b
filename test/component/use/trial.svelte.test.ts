import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Prediction } from '#app/contract/predictions.ts';
import { FakeClient } from '../../helpers/fake-client.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { Trial } = await import('#renderer/features/use/trial.svelte.ts');
const fake = core.client as FakeClient;

const said = (label: string): Prediction => ({
  input: label,
  label,
  probabilities: [{ label, probability: 1 }],
  seen: { width: 1, height: 1, channels: 1, pixels: new Uint8Array(1) },
  actual: null,
  milliseconds: 1,
});
const item = (number: number) => ({ source: { item: number }, picture: `blob:${number}` });
const freed: string[] = [];

beforeEach(() => {
  freed.length = 0;
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((address) => void freed.push(address));
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a trial', () => {
  it('answers, and knows what it is about', async () => {
    fake.answers = { 'predictions.images': () => ({ predictions: [said('rose')] }) };
    const trial = new Trial(3);
    await trial.ask(item(17));
    expect([trial.answer?.label, trial.item, trial.asked?.picture]).toEqual(['rose', 17, 'blob:17']);
  });

  it('keeps the last answer, with its picture, where the next file is no image', async () => {
    fake.answers = { 'predictions.images': () => ({ predictions: [said('rose')] }) };
    const trial = new Trial(3);
    await trial.ask(item(1));
    const error = { code: 'image-unreadable' as const, message: 'x.png must be an image; got text.', remedy: 'Take another file.' };
    fake.answers = { 'predictions.images': () => ({ ok: false, error }) };
    await trial.ask(item(2));
    expect([trial.answer?.label, trial.asked?.picture, trial.error?.code]).toEqual(['rose', 'blob:1', 'image-unreadable']);
    expect(freed).toEqual(['blob:2']);
    trial.dismissError();
    expect([trial.answer?.label, trial.error]).toEqual(['rose', null]);
  });

  it('shows the answer to what was asked last, whichever comes first', async () => {
    const waiting: (() => void)[] = [];
    fake.answers = {};
    vi.spyOn(fake, 'call').mockImplementation(async (_, input) => {
      const [source] = (input as { images: { item: number }[] }).images;
      await new Promise<void>((resolve) => waiting.push(resolve));
      // The answer of this very call.
      return { ok: true, value: { predictions: [said(`image ${source?.item}`)] } } as never;
    });
    const trial = new Trial(3);
    const [first, second] = [trial.ask(item(1)), trial.ask(item(2))];
    waiting[1]?.();
    await second;
    waiting[0]?.();
    await first;
    expect([trial.answer?.label, trial.item]).toEqual(['image 2', 2]);
    expect(freed).toEqual(['blob:1']);
  });

  it('lets its pictures go when nobody looks any more', async () => {
    fake.answers = { 'predictions.images': () => ({ predictions: [said('rose')] }) };
    const trial = new Trial(3);
    await trial.ask(item(1));
    await trial.ask(item(2));
    trial.leave();
    expect(freed).toEqual(['blob:1', 'blob:2']);
    expect(trial.answer).toBeUndefined();
  });
});
