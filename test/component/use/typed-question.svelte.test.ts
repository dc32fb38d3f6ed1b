import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '#app/contract/channel.ts';
import { TypedQuestion } from '#renderer/features/use/typed-question.svelte.ts';

const asked: string[] = [];
const said = (text: string): Result<string> => ({ ok: true, value: `about ${text}` });
const question = (ask = async (text: string) => said(text)) =>
  new TypedQuestion<string>(
    (text) => {
      asked.push(text);
      return ask(text);
    },
    (text) => text.trim() !== '',
  );

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
});
afterEach(() => vi.useRealTimers());

describe('a question about what is typed', () => {
  it('is asked once the typing rests for 150 ms, about the whole of it', async () => {
    const typed = question();
    for (const text of ['w', 'we', 'we see']) {
      typed.text = text;
      await vi.advanceTimersByTimeAsync(149);
    }
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual(['we see']);
    expect([typed.answer, typed.current]).toEqual(['about we see', true]);
  });

  it('drops an answer that comes after a later one', async () => {
    const waiting: (() => void)[] = [];
    const typed = question(async (text) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return said(text);
    });
    for (const text of ['we', 'we see']) {
      typed.text = text;
      await vi.advanceTimersByTimeAsync(150);
    }
    for (const answer of waiting.toReversed()) {
      answer();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect([typed.answer, typed.current]).toEqual(['about we see', true]);
  });

  it('tells an answer about the text before from one about the text as it stands', async () => {
    const typed = question();
    typed.text = 'we';
    await vi.advanceTimersByTimeAsync(150);
    typed.text = 'we see';
    expect([typed.answer, typed.current]).toEqual(['about we', false]);
  });

  it('is not asked about nothing, and forgets what it was told', async () => {
    const typed = question();
    typed.text = 'we';
    await vi.advanceTimersByTimeAsync(150);
    typed.text = ' ';
    await vi.advanceTimersByTimeAsync(500);
    expect([asked, typed.answer]).toEqual([['we'], undefined]);
  });

  it('takes a text with its answer without asking, and one without at once', async () => {
    const typed = question();
    typed.take('they', 'known');
    await vi.advanceTimersByTimeAsync(500);
    expect([asked, typed.answer, typed.current]).toEqual([[], 'known', true]);
    typed.take('you');
    expect(asked).toEqual(['you']);
  });

  it('keeps the last answer where the next one fails, and can be asked again', async () => {
    let broken = true;
    const typed = question(async (text) =>
      broken && text === 'we see' ? { ok: false, error: { code: 'dataset-damaged', message: 'Damaged.', remedy: 'Again.' } } : said(text),
    );
    for (const text of ['we', 'we see']) {
      typed.text = text;
      await vi.advanceTimersByTimeAsync(150);
    }
    expect([typed.error?.code, typed.answer, typed.current]).toEqual(['dataset-damaged', 'about we', false]);
    broken = false;
    await typed.ask();
    expect([typed.error, typed.answer]).toEqual([null, 'about we see']);
  });

  it('asks nothing any more once it was left', async () => {
    const typed = question();
    typed.text = 'we';
    typed.leave();
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toEqual([]);
  });
});
