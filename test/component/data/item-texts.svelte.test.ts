import { describe, expect, it } from 'vitest';
import type { CallInput } from '#app/contract/index.ts';
import { ItemTexts } from '#renderer/features/data/texts/item-texts.svelte.ts';
import { FakeClient } from '../../helpers/fake-client.ts';

const answers = (): FakeClient['answers'] => ({
  'datasets.texts': ({ indices }) => ({ texts: indices.map((index) => ({ index, text: `text ${index}`, whole: true })) }),
});
const range = (from: number, end: number) => Array.from({ length: end - from }, (_, offset) => from + offset);
const asked = (core: FakeClient) => core.asked.map(({ input }) => (input as CallInput<'datasets.texts'>).indices.length);

describe('the texts of a table', () => {
  it('are read as they come into sight, each once', async () => {
    const core = new FakeClient(answers());
    const texts = new ItemTexts(core, 1);
    expect(texts.of(3)).toBeUndefined();
    await texts.show(range(0, 40));
    await texts.show(range(20, 60));
    await texts.show(range(0, 60));
    expect(texts.of(3)?.text).toBe('text 3');
    expect(asked(core)).toEqual([40, 20]);
  });

  it('are asked for a thousand at a time, which is what the core answers', async () => {
    const core = new FakeClient(answers());
    await new ItemTexts(core, 1).show(range(0, 2500));
    expect(asked(core)).toEqual([1000, 1000, 500]);
  });

  it('are read again after an error', async () => {
    const core = new FakeClient();
    const texts = new ItemTexts(core, 1);
    await texts.show([1]);
    expect(texts.error).not.toBeNull();
    core.answers = answers();
    await texts.show([1]);
    expect(texts.error).toBeNull();
    expect(texts.of(1)?.text).toBe('text 1');
  });

  it('are forgotten where there are too many, and read anew', async () => {
    const core = new FakeClient(answers());
    const texts = new ItemTexts(core, 1);
    await texts.show(range(0, 15_000));
    await texts.show(range(15_000, 30_000));
    expect(texts.of(0)).toBeUndefined();
    await texts.show([0]);
    expect(texts.of(0)?.text).toBe('text 0');
  });
});
