import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { rollingNotes, rollingVerdict } from '#renderer/features/compare/numbers/rolling/rolling-words.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeSeries, fakeTable } from '../../helpers/fake-data.ts';
import { fakeEvaluation, fakeNumbers, fakeRolling, fakeScore } from '../../helpers/fake-numbers.ts';
import { fakeJob, fakeRun } from '../../helpers/fake-objects.ts';
import { rowsOf } from '../../helpers/table-rows.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: ConfusionInFrame } = await import('./ConfusionInFrame.svelte');
const fake = core.client as FakeClient;

const whole = fakeEvaluation({
  answers: 'numbers',
  accuracy: null,
  majority: null,
  items: 60,
  score: fakeScore(9),
  numbers: fakeNumbers(),
});
const rolled: Evaluation = { ...whole, id: 6, items: 4, numbers: fakeNumbers({ rolling: fakeRolling() }) };
let result = whole;
const asked = () => fake.asked.filter(({ name }) => name === 'evaluations.run').map(({ input }) => input);
const region = () => screen.getByRole('region', { name: 'Rolling origins' });
const show = async (): Promise<void> => {
  render(ConfusionInFrame, { run: fakeRun({ measure: 'error' }), runs: [], names: new Map() });
  await screen.findByText(/Off by 9\.000 EUR/);
};
beforeEach(() => {
  fake.asked.length = 0;
  result = whole;
  fake.answers = {
    'datasets.ofRun': () => fakeSeries(),
    'evaluations.run': ({ origins }) => {
      result = origins === undefined ? whole : rolled;
      return { job: asked().length };
    },
    'evaluations.list': () => ({ evaluations: [] }),
    'jobs.get': ({ job }) => fakeJob({ id: job, kind: 'evaluate', state: 'done', endedAt: 2, result }),
  };
});

describe('rolling origins of a run on series', () => {
  it('are judged when asked for, as many as are wished, and said to fit nothing anew', async () => {
    await show();
    expect(asked()).toEqual([{ run: 1, part: 'test' }]);
    expect(region().textContent).toContain('forecasts all 7 steps from origins that roll through the test part');
    expect(region().textContent).toContain('nothing is fitted anew');
    const field = screen.getByLabelText('Origins');
    await fireEvent.input(field, { target: { value: '4' } });
    await fireEvent.blur(field);
    await fireEvent.click(within(region()).getByRole('button', { name: 'Judge at 4 origins' }));
    await within(region()).findByText(/^From 4 origins, 7 rows apart: off by 10\.00 ± 2\.500 EUR;/);
    expect(asked().at(-1)).toEqual({ run: 1, part: 'test', origins: 4 });
    expect(screen.getByText(/Off by 9\.000 EUR/)).toBeTruthy();
  });

  it('show the error by step ahead with its deviation, by origin, and over all of them beside plain ways', async () => {
    await show();
    await fireEvent.click(within(region()).getByRole('button', { name: 'Judge at 10 origins' }));
    const [byStep, byOrigin] = await within(region()).findAllByRole('img');
    if (byStep === undefined || byOrigin === undefined) throw new Error('two pictures');
    expect(byStep.querySelectorAll('.plot-range')).toHaveLength(1);
    expect([...byStep.querySelectorAll('path')].map((path) => path.getAttribute('class'))).toEqual([
      'plot-range',
      'plot-actual',
      'plot-before',
      'plot-forecast',
    ]);
    await fireEvent.keyDown(byStep, { key: 'End' });
    await screen.findByText(
      'step 3: This run off by 15.00 EUR, Last value again off by 60.00 EUR, The value a season earlier off by 16.50 EUR',
    );
    await fireEvent.keyDown(byOrigin, { key: 'Home' });
    await screen.findByText(
      'known up to 1970-01-01: This run off by 8.000 EUR, Last value again off by 32.00 EUR, The value a season earlier off by 7.000 EUR',
    );
    expect(rowsOf(screen.getByRole('table', { name: 'Over all origins' }))).toEqual([
      ['This run', '10.00', '2.500', '8.000', '12.00'],
      ['Last value again', '40.00', '10.00', '32.00', '48.00'],
      ['The value a season earlier', '11.00', '2.750', '7.000', '13.00'],
    ]);
  });

  it('say why they cannot be judged, and are asked for again', async () => {
    await show();
    const answer = fake.answers['evaluations.run'];
    fake.answers['evaluations.run'] = () => ({
      ok: false,
      error: { code: 'origins-too-many', message: 'Origins must be 2 to 9.', remedy: 'Choose fewer.' },
    });
    await fireEvent.click(within(region()).getByRole('button', { name: /Judge at/ }));
    await within(region()).findByText('Origins must be 2 to 9.');
    if (answer !== undefined) fake.answers['evaluations.run'] = answer;
    await fireEvent.click(within(region()).getByRole('button', { name: 'Try again' }));
    await within(region()).findByText(/^From 4 origins/);
  });

  it('are not offered for a table', async () => {
    fake.answers['datasets.ofRun'] = () => fakeTable();
    await show();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Other rows' })).toBeTruthy());
    expect(screen.queryByRole('region', { name: 'Rolling origins' })).toBeNull();
  });
});

describe('the words on rolling origins', () => {
  it('say at how many origins the run is ahead of the best plain way', () => {
    expect(rollingVerdict(fakeRolling(), 'EUR')).toBe(
      'From 4 origins, 7 rows apart: off by 10.00 ± 2.500 EUR; the value a season earlier is off by 11.00 ± 2.750. The run is ahead of it at 3 of the 4.',
    );
    expect(rollingVerdict(fakeRolling({ series: 3, every: null }), null)).toMatch(/^From 4 origins in each of 3 series: off by 10\.00/);
  });

  it('say where forecasts overlap, and which series are left out', () => {
    expect(rollingNotes(fakeRolling())).toEqual([]);
    expect(rollingNotes(fakeRolling({ every: 2, leftOut: ['Kiel', 'Ulm'] }))).toEqual([
      'Forecasts from neighbouring origins overlap by 1 step: what one is off by, the next may be too.',
      'Left out, with fewer windows than origins: Kiel, Ulm.',
    ]);
  });
});
