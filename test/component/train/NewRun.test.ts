import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Model } from '#app/contract/models.ts';
import type { Run } from '#app/contract/runs.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import type { RunConfig } from '#app/runs/config.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeDataset, fakeSeries, fakeTable, fakeTexts } from '../../helpers/fake-data.ts';
import { fakeGraph, fakeProject, fakeRun } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: NewRunInFrame } = await import('./NewRunInFrame.svelte');
const fake = core.client as FakeClient;

const dataset = fakeDataset({ classes: [{ name: 'rose', items: 30, train: 24, validation: 3, test: 3 }] });
const model: Model = {
  id: 1,
  project: 1,
  name: 'Small CNN',
  template: null,
  versions: 1,
  graph: fakeGraph(),
  updatedAt: 1,
  createdAt: 1,
  deletedAt: null,
};
const need = { parameters: 10, memory: 4e8, memoryFree: 8e9, stepsPerEpoch: 1, secondsPerStep: 3, flopsPerStep: 100 };

const started = () =>
  fake.asked.filter(({ name }) => name === 'runs.start').map(({ input }) => input as { version?: number; config: RunConfig });
const open = (from: Run | null = null, rate: number | null = null, data = dataset) =>
  render(NewRunInFrame, {
    project: fakeProject(),
    models: [model],
    datasets: [data],
    model: null,
    dataset: null,
    from,
    rate,
    balanced: false,
  });
const field = (name: string) => screen.getByRole('spinbutton', { name });
beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = { 'runs.forecast': () => need, 'runs.start': () => fakeRun({ id: 9 }) };
});

describe('a new run', () => {
  it('begins with as many epochs as fit 90 seconds, and a batch that fits the data', async () => {
    open();
    await waitFor(() => expect(field('Epochs').getAttribute('aria-valuenow')).toBe('30'));
    expect(field('Batch size').getAttribute('aria-valuenow')).toBe('24');
    expect(screen.getByRole('region', { name: 'Forecast' }).textContent).toMatch(/1:30 min\s+for 30 epochs\s*30 steps × 3 s/);
  });

  it('says why words with tags cannot be weighed by class, and asks for no weights', async () => {
    const preprocessing = textPreprocessing.parse({ kind: 'texts', answers: 'tags' });
    render(NewRunInFrame, {
      project: fakeProject(),
      models: [model],
      datasets: [fakeTexts({ preprocessing })],
      model: null,
      dataset: null,
      from: null,
      rate: null,
      balanced: true,
    });
    await fireEvent.click(screen.getByRole('button', { name: /^Class weights/ }));
    expect(await screen.findByText(/Here each step has an answer/)).toBeTruthy();
    expect(screen.queryByRole('switch', { name: /Balanced/ })).toBeNull();
    await waitFor(() => expect(field('Batch size').getAttribute('aria-valuenow')).toBe('32'));
    await fireEvent.click(screen.getByRole('button', { name: 'Train' }));
    await waitFor(() => expect(started()).toHaveLength(1));
    expect(started()[0]?.config.classWeights).toBe('none');
  });

  it('is not begun with a number that does not hold, nor with the one before it', async () => {
    open();
    await fireEvent.input(field('Epochs'), { target: { value: '0' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Train' }));
    expect(started()).toEqual([]);
    expect(document.activeElement).toBe(field('Epochs'));
    await fireEvent.input(field('Epochs'), { target: { value: '3' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Train' }));
    await waitFor(() => expect(started().map(({ config }) => config.epochs)).toEqual([3]));
    expect(location.hash).toContain('/train/9');
  });

  it('offers a batch that fits where the core refuses one', async () => {
    fake.answers['runs.forecast'] = ({ config }) =>
      (config?.batchSize ?? 0) > 24
        ? {
            ok: false,
            error: {
              code: 'batch-size',
              message: 'Batch size must be 1 to 24, the training items; got 32.',
              remedy: 'Use 24, for example.',
            },
          }
        : need;
    open(fakeRun());
    await fireEvent.click(await screen.findByRole('button', { name: 'Use 24' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(field('Batch size').getAttribute('aria-valuenow')).toBe('24');
  });

  it('copied from another says what of the model has changed, and can train it as it was', async () => {
    open(fakeRun({ graph: fakeGraph(16), modelVersion: 5, config: { ...fakeRun().config, batchSize: 8 } }), 0.0005);
    expect(screen.getByRole('note').textContent).toMatch(/Small CNN has changed since: units 16→4 in Dense 1/);
    expect(field('Learning rate').getAttribute('aria-valuenow')).toBe('0.0005');
    await fireEvent.click(screen.getByRole('button', { name: 'Train it as it was' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Train' }));
    await waitFor(() =>
      expect(started().map(({ version, config }) => [version, config.learningRate, config.epochs])).toEqual([[5, 0.0005, 2]]),
    );
  });

  it('on texts counts texts and offers nothing that is done to images', async () => {
    open(null, null, fakeTexts());
    const forecast = screen.getByRole('region', { name: 'Forecast' });
    await waitFor(() => expect(forecast.textContent).toMatch(/Training texts\s*800/));
    expect(screen.queryByRole('button', { name: /Augmentation/ })).toBeNull();
    expect(screen.getByRole('region', { name: 'Settings' }).textContent).not.toMatch(/image/);
    await fireEvent.click(screen.getByRole('button', { name: 'Train' }));
    await waitFor(() => expect(started().map(({ config }) => config.augmentation.flipHorizontal)).toEqual([false]));
  });

  it('on a table of numbers offers the losses of numbers, and neither class weights nor augmentation', async () => {
    open(null, null, fakeTable());
    await waitFor(() => expect(screen.getByRole('region', { name: 'Forecast' }).textContent).toMatch(/Training rows\s*800/));
    expect(screen.getByText('Mean squared error')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Class weights|Augmentation/ })).toBeNull();
  });

  it('on series that are answered with quantiles offers no loss: they have their own', async () => {
    open(null, null, fakeSeries());
    await waitFor(() => expect(screen.getByRole('region', { name: 'Forecast' }).textContent).toMatch(/Training windows\s*800/));
    expect(screen.queryByText('Mean squared error')).toBeNull();
  });

  it('on images offers to change them a little each time', () => {
    open();
    expect(screen.getByRole('button', { name: /Augmentation/ })).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Settings' }).textContent).toMatch(/images/);
  });
});
