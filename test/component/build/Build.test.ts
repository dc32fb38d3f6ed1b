import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { templateOf } from '#app/graph/templates/index.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { type fakeDataset, fakeModel, fakeTexts } from '../../helpers/fake-data.ts';
import { fakeProject } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { contextFor } = await import('#renderer/features/build/block-context.ts');
const { Editor } = await import('#renderer/features/build/editor.svelte.ts');
const { default: BuildInFrame } = await import('./BuildInFrame.svelte');
const { default: InEditor } = await import('./InEditor.svelte');
const fake = core.client as FakeClient;
beforeEach(() => {
  location.hash = '';
});

describe('Build for texts that are not prepared', () => {
  const open = (...datasets: ReturnType<typeof fakeDataset>[]) => {
    fake.answers = { 'models.list': () => ({ models: [] }), 'datasets.list': () => ({ datasets }) };
    render(BuildInFrame, { project: fakeProject(), path: [], query: {} });
  };
  const raw = fakeTexts({ id: 4, name: 'Raw', texts: null });

  it('says so in place, and leads to where they are prepared', async () => {
    open(raw);
    await screen.findByRole('heading', { name: 'The texts of “Raw” are not prepared' });
    await fireEvent.click(screen.getByRole('button', { name: 'Prepare them in Data' }));
    expect(location.hash).toContain('/data/4');
  });
  it('takes data that are, where there are some', async () => {
    open(raw, fakeTexts({ id: 5 }));
    await screen.findByText(/24 tokens of 40 codes/);
  });
});

describe('beside the canvas', () => {
  let models = 100;
  const open = (template: string, dataset: ReturnType<typeof fakeDataset>) => {
    const context = contextFor(dataset, null);
    const graph = templateOf(template)?.graph([32, 32, 3], dataset.classes.length);
    if (context === null || graph === undefined) throw new Error(`no template ${template} for this data`);
    models += 1;
    const model = fakeModel(graph, { id: models, template });
    const onadd = vi.fn();
    render(InEditor, { editor: new Editor(fake, model, context), model, onadd });
    return onadd;
  };
  const palette = () => within(screen.getByRole('region', { name: 'Blocks' }));

  it('the palette offers what suits the data, and the rest folded away', async () => {
    open('lstm-classifier', fakeTexts());
    expect(palette().getByRole('button', { name: 'GRU' })).toBeTruthy();
    expect(palette().getByRole('heading', { name: 'Attend' })).toBeTruthy();
    expect(palette().queryByRole('button', { name: 'Conv2D' })).toBeNull();
    await fireEvent.click(palette().getByRole('button', { name: /^For other data/ }));
    expect(await palette().findByRole('button', { name: 'Conv2D' })).toBeTruthy();
  });
  it('Enter takes the block that suits, though another is found as well', async () => {
    const onadd = open('lstm-classifier', fakeTexts());
    const search = palette().getByRole('searchbox');
    await fireEvent.input(search, { target: { value: 'conv' } });
    expect(palette().getByRole('button', { name: 'Conv2D' })).toBeTruthy();
    await fireEvent.keyDown(search, { key: 'Enter' });
    expect(onadd).toHaveBeenCalledExactlyOnceWith('Conv1D');
  });
  it('a model of a template for other data is told, with the way to those for this data', async () => {
    open('small-cnn', fakeTexts());
    expect(screen.getByRole('note').textContent).toMatch(/This model began for images; the data are texts as tokens/);
    await fireEvent.click(screen.getByRole('button', { name: 'Templates for this data' }));
    await waitFor(() => expect(location.hash).toContain('/build/new'));
  });
  it('a model of a template for this data is not', () => {
    open('lstm-classifier', fakeTexts());
    expect(screen.queryByRole('note')).toBeNull();
  });
});
