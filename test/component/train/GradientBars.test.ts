import { render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { GradientLook } from '#app/contract/runs.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeRun } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: GradientBarsInFrame } = await import('./GradientBarsInFrame.svelte');
const fake = core.client as FakeClient;
const graph = {
  version: 1 as const,
  nodes: [
    { id: 'in', block: 'Input', params: {} },
    { id: 'hidden', block: 'Dense', params: {} },
    { id: 'last', block: 'Dense', params: {} },
    { id: 'out', block: 'Output', params: {} },
  ],
  edges: [
    { from: 'in', to: 'hidden' },
    { from: 'hidden', to: 'last' },
    { from: 'last', to: 'out' },
  ],
};
const look = (step: number, hidden: number | null, last: number): GradientLook => ({
  step,
  sizes: [
    { layer: 'hidden', size: hidden },
    { layer: 'last', size: last },
  ],
});
const show = (looks: GradientLook[]) => {
  fake.answers = { 'runs.gradients': () => ({ looks }) };
  render(GradientBarsInFrame, { run: fakeRun({ graph }) });
};
const text = () => screen.getByRole('region', { name: 'Gradients' }).textContent;
beforeEach(() => {
  fake.asked.length = 0;
});

describe('the gradients of a run', () => {
  it('stand by layer, under the names of the canvas', async () => {
    show([look(1, 0.02, 0.05), look(7, 0.01, 0.04)]);
    await waitFor(() => expect(text()).toContain('at step 7'));
    expect(text()).toMatch(/Dense 1\s*0\.01\s*Dense 2\s*0\.04/);
    expect(text()).toContain('Gradients reach every layer');
  });

  it('are followed as the run goes on, from another step where it makes some again', async () => {
    show([look(1, 0.02, 0.05), look(7, 0.01, 0.04)]);
    await waitFor(() => expect(text()).toContain('at step 7'));
    fake.tell({ seq: 1, at: 0, type: 'gradients', run: 1, looks: [look(4, 1e-9, 0.05)] });
    await waitFor(() => expect(text()).toContain('at step 4'));
    fake.tell({ seq: 2, at: 0, type: 'gradients', run: 99, looks: [look(8, 1, 1)] });
    await waitFor(() => expect(text()).toContain('at step 4'));
  });

  it('that vanish are said to, in words', async () => {
    show([look(1, 1e-9, 0.05)]);
    await waitFor(() => expect(text()).toContain('vanish on the way back'));
    expect(text()).toContain('Dense 1, which hardly learns');
  });

  it('that are no longer finite are no bar of zero', async () => {
    show([look(1, null, 0.05)]);
    await waitFor(() => expect(text()).toContain('not finite'));
  });

  it('that nobody looked at show nothing', async () => {
    show([]);
    await waitFor(() => expect(fake.asked).toHaveLength(1));
    expect(screen.queryByRole('region', { name: 'Gradients' })).toBeNull();
  });
});
