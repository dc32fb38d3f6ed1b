import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Settings } from '#app/contract/system.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeJob, fakeProject } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { session } = await import('#renderer/frame/session.svelte.ts');
const { saving } = await import('#renderer/frame/saving.svelte.ts');
const { default: SettingsInFrame } = await import('./SettingsInFrame.svelte');

const fake = core.client as FakeClient;
const chosen: Settings = { theme: 'system', density: 'normal', viewKeys: true, engine: 'auto', keepEvery: 10 };
const portable = {
  name: 'portable' as const,
  title: 'Portable',
  ready: true,
  version: '4.22.0',
  devices: ['WebAssembly'],
  location: null,
  note: '',
  fetchable: null,
};
const missing = {
  ...portable,
  name: 'tensorflow' as const,
  title: 'TensorFlow',
  ready: false,
  version: null,
  devices: [],
  note: 'No library was found.',
  fetchable: { pack: 'linux-x86_64', bytes: 160_000_000 },
};

async function open(...path: string[]): Promise<void> {
  await session.settings.reload();
  await session.engines.reload();
  render(SettingsInFrame, { path });
}
beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = {
    'system.settings': () => chosen,
    'system.saveSettings': (change) => Object.assign({}, chosen, change),
    'system.engines': () => ({ engines: [missing, portable] }),
    'projects.list': () => ({ projects: [fakeProject({ id: 9, name: 'Old birds', deletedAt: Date.now() })] }),
    'runs.list': () => ({ runs: [] }),
    'system.storage': () => ({ folder: '/w', used: 4.2e9, free: 1e11, datasets: 3e9, runs: 1e9, exports: 0, bin: 2e8 }),
  };
});

describe('Settings', () => {
  it('saves a choice at once, and only what changed', async () => {
    await open('look');
    await fireEvent.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(session.settings.value?.theme).toBe('dark');
    await waitFor(() => expect(fake.asked).toContainEqual({ name: 'system.saveSettings', input: { theme: 'dark' } }));
    expect(saving.problem).toBeNull();
  });

  it('says when a choice could not be kept', async () => {
    fake.answers['system.saveSettings'] = () => ({ ok: false, error: { code: 'disk-full', message: 'No room.', remedy: 'Free some.' } });
    await open('look');
    await fireEvent.click(screen.getByRole('radio', { name: 'Compact' }));
    await waitFor(() => expect(saving.problem?.error.message).toBe('No room.'));
  });

  it('offers a missing engine with its size and gets it as a job', async () => {
    fake.answers['system.fetchEngine'] = () => ({ job: 4 });
    await open();
    await fireEvent.click(screen.getByRole('button', { name: 'Get engine' }));
    await waitFor(() => expect(fake.asked.map(({ name }) => name)).toContain('system.fetchEngine'));
    fake.tell({ seq: 1, at: 0, type: 'job', job: fakeJob({ id: 4, kind: 'engine', title: 'Get TensorFlow', done: 40, total: 160 }) });
    expect(await screen.findByRole('progressbar', { name: 'Get TensorFlow' })).toBeTruthy();
  });

  it('puts back what lies in the Bin', async () => {
    fake.answers['projects.restore'] = () => fakeProject({ id: 9 });
    await open('bin');
    await fireEvent.click(await screen.findByRole('button', { name: 'Put back' }));
    await waitFor(() => expect(fake.asked).toContainEqual({ name: 'projects.restore', input: { project: 9 } }));
  });

  it('asks before it empties the Bin', async () => {
    fake.answers['system.emptyBin'] = () => ({ freed: 2e8 });
    await open('bin');
    await fireEvent.click(await screen.findByRole('button', { name: 'Empty the Bin' }));
    const asking = await screen.findByRole('alertdialog');
    expect(asking.textContent).toContain('1 thing of 200 MB');
    expect(fake.asked.map(({ name }) => name)).not.toContain('system.emptyBin');
    const [confirm] = [...asking.querySelectorAll('button')].filter((button) => button.textContent?.trim() === 'Empty the Bin');
    if (confirm) await fireEvent.click(confirm);
    await waitFor(() => expect(fake.asked.map(({ name }) => name)).toContain('system.emptyBin'));
  });
});
