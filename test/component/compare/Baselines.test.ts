import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { rowsOf } from '../../helpers/table-rows.ts';
import BaselinesInFrame from './BaselinesInFrame.svelte';

const show = (accuracy: number, baselines: Evaluation['baselines']) => {
  const evaluation = { accuracy, macroF1: accuracy, perplexity: null, baselines } as Evaluation; // nothing else of it is shown
  render(BaselinesInFrame, { evaluation });
};
const baselines = [
  { name: 'majority', title: 'Majority: always the most frequent class', accuracy: 0.5, macroF1: 0.33, perplexity: null },
  { name: 'bag-of-words', title: 'Bag of words', accuracy: 0.743, macroF1: 0.74, perplexity: null },
];

describe('the baselines of an evaluation', () => {
  it('stand beside the run, with its lead over the best of them', () => {
    show(0.95, baselines);
    const region = screen.getByRole('region', { name: 'Baselines' });
    expect(rowsOf(region)).toEqual([
      ['This run', '95.0 %', '95.0 %'],
      ['Majority: always the most frequent class', '50.0 %', '33.0 %'],
      ['Bag of words', '74.3 %', '74.0 %'],
    ]);
    expect(region.textContent).toContain('leads the best of them by 20.7 percentage points');
  });

  it('that are as good as the run are said to be', () => {
    show(0.743, baselines);
    expect(screen.getByRole('region', { name: 'Baselines' }).textContent).toContain('no better than the best of them');
  });

  it('that are always right, as the run is, are no reproach to it', () => {
    show(1, [{ ...baselines[1], name: 'logistic', title: 'Logistic regression', accuracy: 1, macroF1: 1, perplexity: null }]);
    expect(screen.getByRole('region', { name: 'Baselines' }).textContent).toContain('always right: a plain way does here');
  });

  it('of labels are each label’s more frequent side', () => {
    const evaluation = {
      answers: 'labels',
      majority: 0.6,
      accuracy: 0.98,
      macroF1: 0.97,
      perplexity: null,
      baselines: [] as Evaluation['baselines'],
    };
    render(BaselinesInFrame, { evaluation: evaluation as Evaluation }); // nothing else of it is shown
    expect(rowsOf(screen.getByRole('region', { name: 'Baselines' }))).toEqual([
      ['This run', '98.0 %', '97.0 %'],
      ['Each label’s more frequent side', '60.0 %', '–'],
    ]);
  });

  it('are not shown where there are none', () => {
    show(0.95, []);
    expect(screen.queryByRole('region', { name: 'Baselines' })).toBeNull();
  });
});
