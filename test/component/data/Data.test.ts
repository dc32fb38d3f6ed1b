import { render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeDataset } from '../../helpers/fake-data.ts';
import { fakeProject } from '../../helpers/fake-objects.ts';

const older = fakeDataset({ id: 1, name: 'first', state: 'incomplete' });
const newer = fakeDataset({ id: 2, name: 'second', state: 'incomplete' });
let asked = 0;

vi.mock('#renderer/client.ts', () => ({
  client: new FakeClient({
    // The first list is one of before the import.
    'datasets.list': () => {
      asked += 1;
      return { datasets: asked === 1 ? [older] : [newer, older] };
    },
    'jobs.list': () => ({ jobs: [] }),
    'datasets.skipped': () => ({ skipped: [], total: 0 }),
  }),
}));
const { default: DataInFrame } = await import('./DataInFrame.svelte');

it('shows no other dataset in place of one that has just been made', async () => {
  const shown: string[] = [];
  const watching = new MutationObserver(() => shown.push(document.body.textContent ?? ''));
  watching.observe(document.body, { childList: true, subtree: true, characterData: true });
  render(DataInFrame, { project: fakeProject({ id: 4 }), path: ['2'], query: {} });
  expect((await screen.findAllByText(/second/)).length).toBeGreaterThan(0);
  watching.disconnect();
  expect(asked).toBe(2);
  expect(shown.filter((text) => /first/.test(text) && !/second/.test(text))).toEqual([]);
});
