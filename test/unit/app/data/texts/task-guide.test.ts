import { describe, expect, it } from 'vitest';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { suggestedTexts } from '#app/data/texts/suggested.ts';
import { proposals, taskForms, tasks, untaught, usualTask } from '#app/data/texts/task-guide.ts';
import { fakeTextLook } from '#test/helpers/fake-data.ts';

const none = { text: null, label: null, token: null, tag: null };
const table = fakeTextLook();
const oneColumn = fakeTextLook({ columns: table.columns.slice(0, 1), suggested: { ...none, text: 'review' } });
const tagged = fakeTextLook({ kind: 'tagged', suggested: { ...none, token: 'word', tag: 'tag' } });
const long = fakeTextLook({ kind: 'long-text', suggested: { ...none, text: 'text' } });
const folder = fakeTextLook({ kind: 'folder', suggested: { ...none, text: 'text', label: 'folder' } });
const flat = fakeTextLook({ kind: 'folder', suggested: { ...none, text: 'text' } });

describe('what a file can teach', () => {
  it.each([
    ['a table', table, ['class', 'next'], 'class'],
    ['a table of one column', oneColumn, ['next'], 'next'],
    ['tagged words', tagged, ['tags'], 'tags'],
    ['one long text', long, ['next'], 'next'],
    ['a folder a class', folder, ['class', 'next'], 'class'],
    ['a folder of loose texts', flat, ['next'], 'next'],
  ] as const)('of %s', (_name, look, taught, usual) => {
    expect((['class', 'tags', 'next'] as const).filter((answers) => untaught(look, answers) === null)).toEqual(taught);
    expect(usualTask(look)).toBe(usual);
  });

  it('is said with what would be needed', () => {
    expect(untaught(table, 'tags')).toContain('a word and its tag on each line');
    expect(untaught(tagged, 'class')).toContain('no sentence a class');
    expect(untaught(oneColumn, 'class')).toContain('a second column');
  });
});

describe('the forms of tasks', () => {
  it('are four, each explained; those that texts learn are among them', () => {
    expect(taskForms.map(({ form }) => form)).toEqual(['one-to-one', 'one-to-many', 'many-to-one', 'many-to-many']);
    for (const { form } of Object.values(tasks)) expect(taskForms.map((one) => one.form)).toContain(form);
  });

  it('say honestly what is not offered', () => {
    const here = (form: string) => taskForms.find((one) => one.form === form)?.here ?? '';
    expect(here('one-to-one')).toContain('images');
    expect(here('one-to-many')).toContain('not trained by itself');
    expect(here('many-to-many')).toContain('translation');
  });
});

describe('what Unfold proposes', () => {
  const words = (...given: Parameters<typeof proposals>) =>
    Object.fromEntries(proposals(...given).map(({ name, words: said }) => [name, said]));

  it('for a class: padding before, so that the last step is a word; one answer', () => {
    const said = words({ ...suggestedTexts('class', true), length: 24 }, { codes: 40, shape: [24], classes: 2 });
    expect(said).toMatchObject({
      Shape: '24 timesteps, a code each',
      Padding: 'Before the text: the last step, which answers, is always a token',
      Head: 'Dense 2 and softmax: a probability for each class, once, at the end',
    });
    expect(said.Loss).not.toContain('mean');
  });

  it('for tags: padding after, not judged; an answer a step', () => {
    const said = words(suggestedTexts('tags', true), { codes: 40, shape: [24], classes: 9 });
    expect(said.Padding).toBe('After the text: all texts begin at the first step');
    expect(said.Masking).toContain('has no answer to be judged');
    expect(said.Head).toBe('Dense 9 and softmax: a probability for each tag, at each step');
    expect(said.Metrics).toContain('F1 of each tag');
  });

  it('for what comes next: a probability for each code, and perplexity', () => {
    const said = words(suggestedTexts('next', true), { codes: 31, shape: [24], classes: 0 });
    expect(said.Head).toContain('Dense 31 and softmax');
    expect(said.Metrics).toContain('perplexity');
  });

  it('before the texts are prepared, without figures that nobody knows', () => {
    const said = words(suggestedTexts('next', true), null);
    expect(said.Shape).toBe('As many timesteps as 95 % of the texts need, a code each');
    expect(said.Head).toMatch(/^Dense and softmax/);
    for (const one of [said.Shape, said.Head]) expect(one?.replace('95 %', '')).not.toMatch(/\d/);
  });

  it('for one-hot: rows of features, and no mask', () => {
    const said = words(textPreprocessing.parse({ kind: 'texts', encoding: 'one-hot', length: 4 }), { codes: 7, shape: [4, 5], classes: 2 });
    expect(said.Shape).toBe('4 timesteps, a row of features each');
    expect(said.Masking).toBe('None: padding is a row of zeros');
  });

  it('for a bag: no timesteps at all', () => {
    const said = words(textPreprocessing.parse({ kind: 'texts', encoding: 'tf-idf' }), { codes: 502, shape: [500], classes: 2 });
    expect(said.Shape).toBe('500 a text, one for each token: no timesteps');
    expect(said.Padding).toMatch(/^None/);
  });
});
