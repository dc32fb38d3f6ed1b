import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Run } from '#app/contract/runs.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeDataset, fakeHeads, fakeTable, fakeTexts } from '../../helpers/fake-data.ts';
import { fakeEpoch, fakeRun } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
// A canvas cannot be drawn on here; what the charts are given is tested with the curves.
vi.mock('#renderer/ui/Chart.svelte', async () => ({ default: (await import('./NoChart.svelte')).default }));
const { frame } = await import('#renderer/frame/frame.svelte.ts');
const { default: RunInFrame } = await import('./RunInFrame.svelte');
const fake = core.client as FakeClient;

const asked = (name: string) => fake.asked.filter((call) => call.name === name).map(({ input }) => input);
const show = (change: Partial<Run>, dataset = fakeDataset()) => {
  const run = fakeRun(change);
  fake.answers = {
    'runs.steps': () => ({ step: new Float64Array(0), loss: new Float32Array(0), figure: new Float32Array(0) }),
    'runs.gradients': () => ({ looks: [] }),
    'runs.resume': () => run,
    'datasets.ofRun': () => dataset,
  };
  render(RunInFrame, { run });
};
const button = (name: string | RegExp) => screen.getByRole('button', { name });
beforeEach(() => {
  fake.asked.length = 0;
});

describe('a run that failed', () => {
  const error = {
    code: 'loss-not-finite' as const,
    message: 'Loss must be finite; got NaN or infinity in epoch 3.',
    remedy: 'Lower the learning rate and resume; epoch 2 is kept.',
  };

  it('with NaN offers to resume at a tenth of its rate, and nothing that would end in the same way', async () => {
    show({ state: 'failed', error });
    expect(screen.getByRole('alert').textContent).toContain('got NaN');
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
    await fireEvent.click(button('Resume at 0.0001'));
    await waitFor(() => expect(asked('runs.resume')).toEqual([{ run: 1, learningRate: 0.0001 }]));
  });

  it('at a wild rate in its first epoch begins again at the usual one', async () => {
    const { config } = fakeRun();
    show({ state: 'failed', error, epochs: [], epochsDone: 0, config: { ...config, learningRate: 1e9 } });
    await fireEvent.click(button('Start again at 0.001'));
    await waitFor(() => expect(asked('runs.resume')).toEqual([{ run: 1, learningRate: 0.001 }]));
  });

  it('because its process was lost goes on from its last epoch', async () => {
    show({
      state: 'failed',
      error: { code: 'worker-lost', message: 'The training process ended by itself: killed.', remedy: 'Press Resume.' },
    });
    await fireEvent.click(button('Resume'));
    await waitFor(() => expect(asked('runs.resume')).toEqual([{ run: 1 }]));
  });
});

it('a run that was cut off says which epoch is kept', () => {
  show({ state: 'interrupted', epochs: [fakeEpoch(1), fakeEpoch(2), fakeEpoch(3)], epochsDone: 3 });
  expect(screen.getByRole('note').textContent).toMatch(/cut off in epoch 4\.\s+Epoch 3 is kept/);
  expect(button('Resume')).toBeTruthy();
});

it('a refusal because the configuration differs can be overridden, with what was asked for', async () => {
  show({ state: 'interrupted' });
  fake.answers['runs.resume'] = () => ({
    ok: false,
    error: { code: 'run-configuration-differs', message: 'The data differ.', remedy: 'Start a new run, or resume with force.' },
  });
  await fireEvent.click(button('Resume'));
  await fireEvent.click(await screen.findByRole('button', { name: 'Resume all the same' }));
  await waitFor(() => expect(asked('runs.resume')).toEqual([{ run: 1 }, { run: 1, force: true }]));
});

it('says what computed it where that was not what was wished', () => {
  show({ engine: { engine: 'portable', version: '4.22.0', device: 'WebAssembly', threads: 1, note: 'TensorFlow is not on this machine' } });
  expect(screen.getByRole('note').textContent).toContain('TensorFlow is not on this machine.');
});

it('says that the model is being compiled, until its first step', async () => {
  show({ state: 'running', compiling: true, epochs: [], epochsDone: 0, step: 0 });
  expect(screen.getByRole('region', { name: 'Progress' }).textContent).toContain('compiling the model');
});

it('shows figures with the epoch they are of, beside the baseline', () => {
  show({ epochs: [fakeEpoch(1), fakeEpoch(2), fakeEpoch(3)], epochsDone: 3, bestEpoch: 2 });
  expect(screen.getByRole('region', { name: 'Results' }).textContent).toMatch(/Majority\s*25\.0 %/);
  expect(screen.getByRole('region', { name: 'Progress' }).textContent).toContain('epoch 3 is kept, the last');
});

it('has no card for a majority that nobody knows', () => {
  show({ baseline: null, epochs: [fakeEpoch(1)], epochsDone: 1 });
  expect(screen.getByRole('region', { name: 'Results' }).textContent).not.toContain('Majority');
});

it('offers a lower learning rate where the loss has run away', () => {
  const away = fakeEpoch(1, { train: { loss: 6e9, accuracy: 0.5, error: null } });
  show({ state: 'finished', epochs: [away], epochsDone: 1, config: { ...fakeRun().config, learningRate: 1e9 } });
  expect(screen.getByText(/The loss has run away/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'New run at 0.001' })).toBeTruthy();
});

it('its settings are locked and its name is text', () => {
  frame.inspector = true;
  show({ name: '<img src=x onerror=alert(1)>', modelName: '<b>bold</b>' });
  expect(screen.getByText('locked')).toBeTruthy();
  expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeTruthy();
  expect(document.querySelector('img, b')).toBeNull();
});

it('tells how far off a run of numbers is, in its words, beside an answer without a model', async () => {
  const metrics = { loss: 0.25, accuracy: null, error: 12.3456 };
  show({
    measure: 'error',
    baseline: 1234.5,
    epochs: [fakeEpoch(1, { train: metrics, validation: metrics })],
    epochsDone: 1,
    final: { train: { ...metrics, heads: undefined }, validation: metrics, test: null },
  });
  const results = screen.getByRole('region', { name: 'Results' });
  expect(results.textContent).toMatch(/Validation\s*12\.35\s*off on average, loss 0\.25/);
  expect(results.textContent).toMatch(/Baseline\s*1,235\s*an answer without a model/);
  expect(results.textContent).not.toContain('%');
  expect(screen.getByText('Mean absolute error')).toBeTruthy();
});

it('names the unit of the target and the plain answer once its data are known', async () => {
  const metrics = { loss: 0.25, accuracy: null, error: 12.3456 };
  show({ measure: 'error', baseline: 1234.5, final: { train: metrics, validation: metrics, test: metrics } }, fakeTable());
  const results = screen.getByRole('region', { name: 'Results' });
  await waitFor(() => expect(results.textContent).toMatch(/Test\s*12\.35 EUR\s*off on average/));
  expect(results.textContent).toMatch(/Baseline\s*1,235 EUR\s*always the training median/);
  expect(screen.getByText('Mean absolute error, EUR')).toBeTruthy();
});

describe('a run that trains', () => {
  it.each([
    ['images', fakeDataset()],
    ['texts', fakeTexts()],
  ])('counts its %s', async (words, dataset) => {
    show({ state: 'running', rate: 410, step: 3 }, dataset);
    await waitFor(() => expect(screen.getByRole('region', { name: 'Progress' }).textContent).toContain(`410 ${words}/s`));
  });
});

describe('a run whose steps have answers', () => {
  const metrics = { loss: 0.5, accuracy: 0.9, error: null };
  const ended = {
    state: 'finished' as const,
    epochs: [fakeEpoch(1)],
    epochsDone: 1,
    final: { train: { ...metrics, heads: undefined }, validation: metrics, test: metrics },
  };

  it('says what its accuracy is of, and what the baseline answers', async () => {
    show(ended, fakeTexts({ preprocessing: textPreprocessing.parse({ kind: 'texts', answers: 'tags' }) }));
    const results = screen.getByRole('region', { name: 'Results' });
    await waitFor(() => expect(results.textContent).toContain('of words, loss 0.5'));
    expect(results.textContent).toContain('always the most frequent tag');
    expect(screen.getByText('Accuracy of words')).toBeTruthy();
  });

  it('is judged by tokens where what comes next is learned, and by items where they have a class', async () => {
    show(ended, fakeTexts({ classes: [], preprocessing: textPreprocessing.parse({ kind: 'texts', answers: 'next' }) }));
    await waitFor(() => expect(screen.getByText('Accuracy of tokens')).toBeTruthy());
    cleanup();
    show(ended, fakeTexts());
    expect(screen.getByRole('region', { name: 'Results' }).textContent).toContain('always the most frequent class');
    expect(screen.getByText('Accuracy')).toBeTruthy();
  });
});

describe('a run with several heads', () => {
  it('says of which its figures are, and tells those of the others beside them', async () => {
    const metrics = { loss: 0.5, accuracy: 0.9, error: null, heads: [0.9, 12_345] };
    const epochs = [1, 2].map((epoch) => ({
      epoch,
      train: { ...metrics, heads: undefined },
      validation: metrics,
      learningRate: 0.001,
      seconds: 1,
      rate: 1,
    }));
    show(
      {
        state: 'finished',
        baseline: 0.5,
        epochs,
        epochsDone: 2,
        final: { train: { ...metrics, heads: undefined }, validation: metrics, test: { ...metrics, heads: [0.9, 11_000] } },
      },
      fakeHeads(),
    );
    const results = await screen.findByRole('region', { name: 'Results' });
    await waitFor(() =>
      expect(
        within(results)
          .getAllByRole('heading')
          .map(({ textContent }) => textContent),
      ).toEqual(['town', 'price (EUR)']),
    );
    expect(results.textContent).toMatch(/town.*Test.*90.0 %.*price \(EUR\).*Test.*11,000 EUR.*Validation.*12,345 EUR.*not measured/s);
    expect(screen.getByText('Accuracy of town')).toBeTruthy();
    expect(screen.getByText('Mean absolute error of price (EUR), EUR')).toBeTruthy();
  });
});
