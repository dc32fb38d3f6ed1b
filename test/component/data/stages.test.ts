import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { TextStages } from '#app/contract/texts.ts';
import Stages from '#renderer/features/data/texts/Stages.svelte';
import { codesInWords } from '#renderer/features/data/texts/stage-view.ts';

const stages: TextStages = [
  { stage: 'text', title: 'The text', value: 'Movie was NOT good!' },
  { stage: 'unicode', title: 'Characters made alike', value: 'Movie was NOT good!' },
  { stage: 'lowercase', title: 'In lower case', value: 'movie was not good!' },
  { stage: 'tokens', title: 'Words', value: ['movie', 'was', 'not', 'good'] },
  { stage: 'known', title: 'In the vocabulary', value: ['movie', 'was', '<unknown>', 'good'] },
  { stage: 'codes', title: 'Codes', value: [2, 5, 1, 3] },
  { stage: 'padded', title: '64 timesteps', value: [...Array.from({ length: 60 }, () => 0), 2, 5, 1, 3] },
];
const settings = { startEnd: false };
const stageOf = (title: RegExp) => screen.getByText(title).nextElementSibling?.textContent?.replace(/\s+/g, ' ').trim();

describe('the way of a text to the network', () => {
  it('shows every stage down to the tensor', () => {
    render(Stages, { stages, settings, shape: [64] });
    expect(stageOf(/In lower case/)).toBe('movie was not good!');
    expect(stageOf(/Characters made alike/)).toBe('as before');
    expect(screen.getByText('Words, 4')).toBeTruthy();
    expect(stageOf(/^Codes/)).toBe('2 5 1 3');
    expect(stageOf(/64 timesteps/)).toBe('0 … 0 2 5 1 3');
    expect(screen.getByRole('img', { name: /64/ }).textContent).toBe('n×64');
  });

  it('marks what the vocabulary lacks', () => {
    render(Stages, { stages, settings, shape: [64] });
    expect(screen.getByTitle('Not in the vocabulary').textContent).toContain('<unknown>');
  });

  it('says how much is not shown', () => {
    const tokens = Array.from({ length: 70 }, (_, at) => `t${at}`);
    render(Stages, { stages: [{ stage: 'tokens', title: 'Words', value: tokens }], settings, shape: [64], most: 20 });
    expect(screen.getAllByRole('listitem')).toHaveLength(20);
    expect(screen.getByText('and 50 more')).toBeTruthy();
  });

  it('says where nothing is left of a text', () => {
    render(Stages, { stages: [{ stage: 'stop-words', title: 'Without stop words', value: [] }], settings, shape: [64] });
    expect(screen.getByText('nothing is left')).toBeTruthy();
  });

  it('shows the weight of each word of a bag', () => {
    render(Stages, { stages: [{ stage: 'tf-idf', title: 'Weighed', value: [{ word: 'good', value: 0.4123 }] }], settings, shape: [500] });
    expect(screen.getByRole('listitem').textContent).toBe('good0.412');
  });

  it('puts each answer below its code, and each tag below its word', () => {
    const tagged: TextStages = [
      { stage: 'tokens', title: 'Words', value: ['The', 'cat'] },
      { stage: 'tags', title: 'Tags', value: ['DET', 'NOUN'] },
      { stage: 'known', title: 'In the vocabulary', value: ['the', 'cat'] },
      { stage: 'codes', title: 'Codes', value: [2, 7] },
      { stage: 'padded', title: '4 timesteps', value: [2, 7, 0, 0] },
      { stage: 'answers', title: 'To be answered at each step', value: ['DET', 'NOUN', '', ''] },
    ];
    render(Stages, { stages: tagged, settings, shape: [4] });
    const items = (name: string) =>
      within(screen.getByRole('list', { name }))
        .getAllByRole('listitem')
        .map((one) => one.textContent?.trim());
    expect(items('Words with their tags')).toEqual(['The DET', 'cat NOUN']);
    expect(items('Timesteps with their answers')).toEqual(['the 2 DET', 'cat 7 NOUN', 'padding 0 × 2 –']);
    expect(screen.queryByText('To be answered at each step')).toBeNull();
  });
});

describe('codes in a line', () => {
  it.each([
    [[1, 2, 3], 9, '1 2 3', 0],
    [[0, 0, 0, 0, 7], 9, '0 … 0 7', 0],
    [[7, 0, 0], 9, '7 0 0', 0],
    [[7, 0, 0, 0], 9, '7 0 … 0', 0],
    [[0, 0, 0, 1, 2, 3], 2, '0 … 0 1 2', 1],
    [[0, 0, 0], 9, '0 … 0', 0],
    [[], 9, '', 0],
  ])('%j of at most %i others', (codes, most, text, left) => {
    expect(codesInWords(codes, most)).toEqual({ text, left });
  });
});
