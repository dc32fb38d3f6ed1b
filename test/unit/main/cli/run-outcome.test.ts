import { describe, expect, it } from 'vitest';
import { runOutcome } from '#main/cli/run-outcome.ts';
import { fakeRun } from '#test/helpers/fake-objects.ts';

describe('what a run came to', () => {
  it('is told in accuracies beside the most frequent answer', () => {
    const { json, text } = runOutcome(fakeRun());
    expect(text).toMatch(/loss +accuracy\n/);
    expect(text).toMatch(/validation +0\.5500 +70\.0 %/);
    expect(text).toContain('Majority, always the most frequent answer, on the validation part: 25.0 %');
    expect(json).toMatchObject({ run: 1, metrics: { validation: { loss: 0.55, accuracy: 0.7, error: null } } });
  });

  it('is told in how far off its numbers are, beside an answer without a model', () => {
    const metrics = { loss: 0.25, accuracy: null, error: 12.3456 };
    const off = fakeRun({ measure: 'error', baseline: 1234.5, final: { train: metrics, validation: metrics, test: null } });
    const { json, text } = runOutcome(off);
    expect(text).toMatch(/loss +mean absolute error\n/);
    expect(text).toMatch(/validation +0\.2500 +12\.35\n/);
    expect(text).toMatch(/test +– +–/);
    expect(text).toContain('Baseline, an answer without a model, on the validation part: 1,235');
    expect(json).toMatchObject({ metrics: { validation: metrics } });
  });
});
