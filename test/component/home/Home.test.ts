import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sample } from '#app/contract/projects.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeJob, fakeProject } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { session } = await import('#renderer/frame/session.svelte.ts');
const { router } = await import('#renderer/frame/router.svelte.ts');
const { drops } = await import('#renderer/frame/drops.svelte.ts');
const { toasts } = await import('#renderer/frame/toasts.svelte.ts');
const { default: HomeInFrame } = await import('./HomeInFrame.svelte');

const fake = core.client as FakeClient;
const samples: Sample[] = [
  {
    name: 'shapes',
    title: 'Shapes',
    description: 'Circles and squares.',
    kind: 'images',
    items: 1200,
    classes: ['circle', 'square'],
  },
];

async function open(...projects: ReturnType<typeof fakeProject>[]): Promise<void> {
  fake.answers = {
    ...fake.answers,
    'projects.list': () => ({ projects }),
    'projects.samples': () => ({ samples }),
    'system.storeNotices': () => ({ notices: [] }),
  };
  await session.projects.reload();
  render(HomeInFrame);
  await screen.findByText('Shapes');
}
beforeEach(() => {
  fake.asked.length = 0;
  router.go({ view: 'home' });
});

describe('Home', () => {
  it('greets with both ways in before the first project', async () => {
    await open();
    expect(screen.getByRole('heading', { name: 'Images, texts, tables and time series become a trained network' })).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'Use my own data' })).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Choose a folder or file' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Train this' })).toBeTruthy();
  });

  it('shows what a project has reached, with its split and unit', async () => {
    await open(fakeProject({ name: 'Flowers', best: { measure: 'accuracy', figure: 0.912 }, runs: 14 }));
    const card = screen.getByRole('link', { name: 'Flowers' }).closest('article');
    expect(card?.textContent).toContain('91.2 %');
    expect(card?.textContent).toMatch(/best\s+validation\s+accuracy/);
    expect(card?.textContent).toContain('14 runs');
  });

  it('shows the least error where numbers are answered', async () => {
    await open(fakeProject({ name: 'Prices', best: { measure: 'error', figure: 1234.56 } }));
    const card = screen.getByRole('link', { name: 'Prices' }).closest('article');
    expect(card?.textContent).toMatch(/1,235\s+off on average in\s+validation/);
  });

  it('leads to importing by its primary button', async () => {
    await open(fakeProject());
    await fireEvent.click(screen.getByRole('button', { name: 'Use my own data' }));
    expect(location.hash).toBe('#/p/new/data');
  });

  it('hands what is dropped over to importing', async () => {
    await open(fakeProject());
    const dropped = { name: 'reviews.csv', isFolder: false, path: null, files: async () => [] };
    expect(drops.target?.outcome).toBe('Look at it, and make a project of it');
    drops.target?.take(dropped);
    expect(location.hash).toBe('#/p/new/data');
    expect(drops.takeHanded()).toBe(dropped);
    expect(drops.takeHanded()).toBeNull();
  });

  it('pictures a project of texts by its first lines', async () => {
    fake.answers['datasets.texts'] = () => ({ texts: [{ index: 0, text: 'Not bad, really', whole: true }] });
    await open(fakeProject({ cover: 4, coverKind: 'texts' }));
    expect(await screen.findByText('Not bad, really')).toBeTruthy();
    expect(document.querySelector('article img')).toBeNull();
  });

  it('draws a name as text, whatever it holds', async () => {
    await open(fakeProject({ name: '<img src=x onerror=alert(1)>' }));
    expect(screen.getByRole('link', { name: '<img src=x onerror=alert(1)>' })).toBeTruthy();
    expect(document.querySelector('img[src=x]')).toBeNull();
  });

  it('moves a project to the Bin and offers to undo it', async () => {
    await open(fakeProject({ id: 6, name: 'Old' }));
    fake.answers['projects.remove'] = () => fakeProject({ id: 6, deletedAt: 1 });
    fake.answers['projects.restore'] = () => fakeProject({ id: 6 });
    await fireEvent.pointerDown(screen.getByRole('button', { name: 'More for Old' }), { button: 0, pointerType: 'mouse' });
    await fireEvent.click(await screen.findByRole('menuitem', { name: /Move to the Bin/ }));
    await waitFor(() => expect(toasts.offers.map((offer) => offer.text)).toEqual(['"Old" is in the Bin']));
    await toasts.offers[0]?.undo();
    expect(fake.asked.map(({ name }) => name)).toEqual(expect.arrayContaining(['projects.remove', 'projects.restore']));
  });

  it('makes a project of a sample and opens it in Train', async () => {
    await open();
    fake.answers['projects.createFromSample'] = () => ({ job: 8 });
    fake.answers['jobs.get'] = () => fakeJob({ id: 8, kind: 'sample', state: 'done', result: { project: 5, dataset: 1, model: 1 } });
    await fireEvent.click(screen.getByRole('button', { name: 'Train this' }));
    await waitFor(() => expect(location.hash).toBe('#/p/5/train'));
  });

  it('says of a sample without classes what it is for', async () => {
    samples.push({ name: 'grammar', title: 'Small grammar', description: 'Sentences.', kind: 'texts', items: 1500, classes: [] });
    samples.push({ name: 'houses', title: 'Houses', description: 'Prices.', kind: 'tables', items: 1000, classes: [] });
    await open();
    samples.splice(-2);
    expect(await screen.findByText('1,500 texts, to write on')).toBeTruthy();
    expect(screen.getByText('1,000 rows')).toBeTruthy();
    expect(screen.getByText('1,200 images: circle, square')).toBeTruthy();
  });

  it('says in place why a sample could not be made', async () => {
    await open();
    fake.answers['projects.createFromSample'] = () => ({
      ok: false,
      error: { code: 'disk-full', message: 'There is no room left.', remedy: 'Free some space.' },
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Train this' }));
    expect((await screen.findByRole('alert')).textContent).toContain('There is no room left.');
  });

  it('tells of a damaged store until it is dismissed', async () => {
    const notice = { id: 3, at: 1, message: 'The store was damaged.', remedy: '12 runs were rebuilt.', file: '/w/unfold.sqlite.damaged' };
    fake.answers = {
      'projects.list': () => ({ projects: [] }),
      'projects.samples': () => ({ samples }),
      'system.storeNotices': () => ({ notices: [notice] }),
      'system.dismissNotice': () => ({ notices: [] }),
    };
    render(HomeInFrame);
    await fireEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByText('The store was damaged.')).toBeNull());
    expect(fake.asked).toContainEqual({ name: 'system.dismissNotice', input: { notice: 3 } });
  });
});
