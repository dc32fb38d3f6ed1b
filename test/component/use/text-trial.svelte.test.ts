import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TextPrediction, WeighedText } from '#app/contract/predictions.ts';
import { FakeClient } from '../../helpers/fake-client.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { TextTrial } = await import('#renderer/features/use/text-trial.svelte.ts');
const fake = core.client as FakeClient;

const said = (text: string): TextPrediction => ({
  text,
  label: `of ${text}`,
  probabilities: [{ label: `of ${text}`, probability: 1 }],
  stages: [],
  milliseconds: 1,
});
const weighed = (label: string): WeighedText => ({ label, probability: 1, epoch: 1, together: 1, tokens: [] });
const questions = (name: string) => fake.asked.filter((one) => one.name === name);
const asked = () => questions('predictions.texts').map(({ input }) => (input as { texts: string[] }).texts[0]);

beforeEach(() => {
  vi.useFakeTimers();
  fake.asked.length = 0;
  fake.answers = {
    'predictions.texts': ({ texts }) => ({ predictions: texts.map(said) }),
    'predictions.tokens': ({ class: label = '' }) => weighed(label),
  };
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a trial of texts', () => {
  it('asks once the typing rests for 150 ms, and about the whole of it', async () => {
    const trial = new TextTrial(3);
    for (const text of ['n', 'no', 'not']) {
      trial.text = text;
      await vi.advanceTimersByTimeAsync(149);
    }
    expect(asked()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked()).toEqual(['not']);
    expect([trial.answer?.label, trial.current]).toEqual(['of not', true]);
  });

  it('drops an answer that comes after a later one', async () => {
    const waiting: (() => void)[] = [];
    vi.spyOn(fake, 'call').mockImplementation(async (_, input) => {
      const [text = ''] = (input as { texts: string[] }).texts;
      await new Promise<void>((resolve) => waiting.push(resolve));
      // The answer of this very call.
      return { ok: true, value: { predictions: [said(text)] } } as never;
    });
    const trial = new TextTrial(3);
    trial.text = 'good';
    await vi.advanceTimersByTimeAsync(150);
    trial.text = 'not good';
    await vi.advanceTimersByTimeAsync(150);
    waiting[1]?.();
    await vi.advanceTimersByTimeAsync(0);
    waiting[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect([trial.answer?.text, trial.current]).toEqual(['not good', true]);
  });

  it('knows that an answer is of the text before, and asks nothing about nothing', async () => {
    const trial = new TextTrial(3);
    trial.text = 'good';
    await vi.advanceTimersByTimeAsync(150);
    trial.text = 'good movie';
    expect([trial.answer?.text, trial.current]).toEqual(['good', false]);
    trial.text = '  ';
    await vi.advanceTimersByTimeAsync(500);
    expect([asked(), trial.answer]).toEqual([['good'], undefined]);
  });

  it('takes an item with its answer, and forgets that it is one when it is changed', async () => {
    const trial = new TextTrial(3);
    trial.take({ index: 7, text: 'fine', actual: 'positive' }, said('fine'));
    expect([asked(), trial.answer?.label, trial.known?.index]).toEqual([[], 'of fine', 7]);
    trial.relabelled('negative');
    expect(trial.known?.actual).toBe('negative');
    trial.text = 'fine!';
    expect(trial.known).toBeNull();
    await vi.advanceTimersByTimeAsync(150);
    expect(asked()).toEqual(['fine!']);
  });

  it('keeps the last answer where the next one fails, and can be asked again', async () => {
    const trial = new TextTrial(3);
    trial.text = 'good';
    await vi.advanceTimersByTimeAsync(150);
    fake.answers = {
      'predictions.texts': () => ({ ok: false, error: { code: 'run-without-checkpoint', message: 'No epoch.', remedy: 'Train.' } }),
    };
    trial.text = 'bad';
    await vi.advanceTimersByTimeAsync(150);
    expect([trial.error?.code, trial.answer?.text, trial.current]).toEqual(['run-without-checkpoint', 'good', false]);
    fake.answers = { 'predictions.texts': ({ texts }) => ({ predictions: texts.map(said) }) };
    await trial.ask();
    expect([trial.error, trial.answer?.text]).toEqual([null, 'bad']);
  });

  it('asks nothing any more once it was left', async () => {
    const trial = new TextTrial(3);
    trial.text = 'good';
    trial.leave();
    await vi.advanceTimersByTimeAsync(500);
    expect(asked()).toEqual([]);
  });
});

describe('what mattered in a trial of texts', () => {
  it('is asked once an answer has stood for 400 ms, of its text and class', async () => {
    const trial = new TextTrial(3);
    trial.text = 'good';
    await vi.advanceTimersByTimeAsync(150 + 399);
    expect(questions('predictions.tokens')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(questions('predictions.tokens').map(({ input }) => input)).toEqual([{ run: 3, text: 'good', class: 'of good' }]);
    expect([trial.weighing.value?.text, trial.weighing.wait]).toEqual(['good', 'none']);
  });

  it('is not asked of what was typed over', async () => {
    const trial = new TextTrial(3);
    for (const text of ['good', 'good film', 'good films']) {
      trial.text = text;
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(questions('predictions.tokens')).toEqual([]);
    await vi.advanceTimersByTimeAsync(50);
    expect(trial.weighing.value?.text).toBe('good films');
  });

  it('is given up by the next key, and comes late to nothing; what stood there stays till then', async () => {
    const waiting: (() => void)[] = [];
    const call = fake.call.bind(fake);
    vi.spyOn(fake, 'call').mockImplementation(async (name, input, options) => {
      const answered = await call(name, input, options);
      if (name === 'predictions.tokens') await new Promise<void>((resolve) => waiting.push(resolve));
      return answered;
    });
    const trial = new TextTrial(3);
    trial.text = 'good';
    await vi.advanceTimersByTimeAsync(550);
    trial.text = 'not good';
    const [first] = questions('predictions.tokens');
    expect(first?.signal?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(550);
    waiting[1]?.();
    await vi.advanceTimersByTimeAsync(0);
    waiting[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(trial.weighing.value?.text).toBe('not good');
    trial.text = 'not good at all';
    expect(trial.weighing.value?.text).toBe('not good');
  });

  it('says nothing of having been given up', async () => {
    const error = { code: 'cancelled' as const, message: 'It was given up.', remedy: 'Ask again.' };
    fake.answers['predictions.tokens'] = () => ({ ok: false, error });
    const trial = new TextTrial(3);
    trial.text = 'good';
    await vi.advanceTimersByTimeAsync(600);
    expect([trial.weighing.error, trial.weighing.wait]).toEqual([null, 'none']);
  });

  it('goes when another text is taken, when none is there, and when nobody looks', async () => {
    for (const leave of [
      (trial: InstanceType<typeof TextTrial>) => trial.take({ index: 7, text: 'fine', actual: null }, said('fine')),
      (trial: InstanceType<typeof TextTrial>) => {
        trial.text = ' ';
      },
      (trial: InstanceType<typeof TextTrial>) => trial.leave(),
    ]) {
      const trial = new TextTrial(3);
      trial.text = 'good';
      await vi.advanceTimersByTimeAsync(600);
      expect(trial.weighing.value?.text).toBe('good');
      leave(trial);
      expect(trial.weighing.value).toBeUndefined();
    }
  });
});
