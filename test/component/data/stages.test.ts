import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { TextStages } from '#app/contract/texts.ts';
import Stages from '#renderer/features/data/texts/Stages.svelte';
import { codesInWords } from '#renderer/features/data/texts/stage-view.ts';

const stages: TextStages = [
  { stage: 'text', title: 'Your text', value: 'Movie was NOT good!' },
  { stage: 'unicode', title: 'Characters made alike', value: 'Movie was NOT good!' },
  { stage: 'lowercase', title: 'In lower case', value: 'movie was not good!' },
  { stage: 'tokens', title: 'Words', value: ['movie', 'was', 'not', 'good'] },
  { stage: 'known', title: 'In the vocabulary', value: ['movie', 'was', '<unknown>', 'good'] },
  { stage: 'codes', title: 'Codes', value: [2, 5, 1, 3] },
  { stage: 'padded', title: '64 timesteps', value: [...Array.from({ length: 60 }, () => 0), 2, 5, 1, 3] },
];
const stageOf = (title: RegExp) => screen.getByText(title).nextElementSibling?.textContent?.replace(/\s+/g, ' ').trim();

describe('the way of a text to the network', () => {
  it('shows every stage down to the tensor', () => {
    render(Stages, { stages, shape: [64] });
    expect(stageOf(/In lower case/)).toBe('movie was not good!');
    expect(stageOf(/Characters made alike/)).toBe('as before');
    expect(screen.getByText('Words, 4')).toBeTruthy();
    expect(stageOf(/^Codes/)).toBe('2 5 1 3');
    expect(stageOf(/64 timesteps/)).toBe('0 … 0 2 5 1 3');
    expect(screen.getByRole('img', { name: /64/ }).textContent).toBe('n×64');
  });

  it('marks what the vocabulary lacks', () => {
    render(Stages, { stages, shape: [64] });
    expect(screen.getByTitle('Not in the vocabulary').textContent).toContain('<unknown>');
  });

  it('says how much is not shown', () => {
    const tokens = Array.from({ length: 70 }, (_, at) => `t${at}`);
    render(Stages, { stages: [{ stage: 'tokens', title: 'Words', value: tokens }], shape: [64], most: 20 });
    expect(screen.getAllByRole('listitem')).toHaveLength(20);
    expect(screen.getByText('and 50 more')).toBeTruthy();
  });

  it('says where nothing is left of a text', () => {
    render(Stages, { stages: [{ stage: 'stop-words', title: 'Without stop words', value: [] }], shape: [64] });
    expect(screen.getByText('nothing is left')).toBeTruthy();
  });

  it('shows the weight of each word of a bag', () => {
    render(Stages, { stages: [{ stage: 'tf-idf', title: 'Weighed', value: [{ word: 'good', value: 0.4123 }] }], shape: [500] });
    expect(screen.getByRole('listitem').textContent).toBe('good0.412');
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
