import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { Graph } from '#app/graph/graph.ts';
import { shapes } from '#main/samples/shapes.ts';
import { writeSample } from '#main/samples/write-sample.ts';
import { type App, startApp } from '../helpers/app.ts';

/** The canvas by hand: by key alone, by pointer, mended, undone after a reload, copied into another model. */
let app: App;
let data: string;
let project: number;
const empty: Graph = {
  version: 1,
  nodes: [
    { id: 'input', block: 'Input', params: {} },
    { id: 'output', block: 'Output', params: {} },
  ],
  edges: [],
};

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'unfold-build-'));
  app = await startApp();
  const folder = await writeSample({ ...shapes, imagesPerClass: 20 }, data, new AbortController().signal, () => {});
  const begun = await app.call('datasets.importImages', { folder, without: [] });
  await app.job(begun.job);
  project = begun.project;
});
test.afterAll(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

/** A new model on the canvas. */
async function open(page: Page, name: string, graph: Graph = empty): Promise<number> {
  const model = await app.call('models.create', { project, name, graph });
  await page.goto(app.url);
  await page.goto(`http://127.0.0.1:${app.port}/#/p/${project}/build/${model.id}`);
  await expect(page.locator('.svelte-flow__node')).toHaveCount(graph.nodes.length);
  return model.id;
}
const block = (page: Page, name: string): Locator => page.getByRole('button', { name: new RegExp(`^${name}, `) });
const wires = async (model: number): Promise<string[]> =>
  (await app.call('models.get', { model })).graph.edges.map(({ from, to }) => `${from} ${to}`).sort();

test('a network is built from an empty canvas by key alone', async ({ page }) => {
  const model = await open(page, 'By key');
  await page.getByRole('application', { name: /^Model canvas/ }).focus();
  const keys = async (...all: string[]): Promise<void> => {
    for (const key of all) await page.keyboard.press(key);
  };
  await keys('ArrowDown');
  await expect(block(page, 'Input')).toBeFocused();
  for (const name of ['conv2d', 'maxpool', 'flatten', 'dense']) {
    await keys('a');
    await expect(page.getByRole('searchbox', { name: 'Search blocks' })).toBeFocused();
    await page.keyboard.type(name);
    await keys('Enter');
  }
  await expect(block(page, 'Dense 1')).toBeFocused();
  await keys('Enter');
  await expect(page.getByRole('spinbutton', { name: 'Units' })).toBeFocused();
  await page.keyboard.type('4');
  await keys('Escape', 'c', 'ArrowDown');
  await expect(block(page, 'Output')).toBeFocused();
  await keys('Enter');
  await expect(page.getByText('No problems')).toBeVisible();
  await expect(block(page, 'Output')).toHaveAccessibleName('Output, 4, no parameters, no problem, 6 of 6');

  await keys('ArrowUp', 'ArrowUp', 'ArrowUp', 'r');
  await page.keyboard.type('average');
  await keys('Enter');
  await expect(block(page, 'AveragePooling2D 1')).toBeFocused();
  await keys('o');
  await expect(page.getByRole('region', { name: 'Outline' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Filters of Conv2D 1' }).fill('12');
  await keys('Enter');
  await page.getByRole('tab', { name: 'Canvas' }).click();
  await expect(block(page, 'Conv2D 1')).toHaveAccessibleName(/^Conv2D 1, 64×64×12, /);
  await expect
    .poll(() => wires(model))
    .toEqual(['conv2d_1 maxpooling2d_1', 'dense_1 output', 'flatten_1 dense_1', 'input conv2d_1', 'maxpooling2d_1 flatten_1']);

  // G then D leads to Data from the canvas, and duplicates nothing.
  await block(page, 'Dense 1').focus();
  await keys('g', 'd');
  await expect(page).toHaveURL(/\/data/);
  await page.goBack();
  await expect(page.locator('.svelte-flow__node')).toHaveCount(6);
});

test('the canvas is looked at anew when the window grows, until somebody moves it', async ({ page }) => {
  await open(page, 'Growing');
  const surface = page.getByRole('application', { name: /^Model canvas/ });
  const middle = async () => {
    const [canvas, node] = [await surface.boundingBox(), await block(page, 'Input').boundingBox()];
    return Math.round((node?.x ?? 0) + (node?.width ?? 0) / 2 - (canvas?.x ?? 0) - (canvas?.width ?? 0) / 2);
  };
  expect(Math.abs(await middle())).toBeLessThan(3);
  await page.setViewportSize({ width: 1800, height: 900 });
  await expect.poll(async () => Math.abs(await middle())).toBeLessThan(3);
  await surface.hover({ position: { x: 30, y: 30 } });
  await page.mouse.wheel(300, 0);
  await expect.poll(middle).toBeLessThan(-140);
  await page.waitForTimeout(400); // Svelte Flow tells that a wheel has come to rest only then
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect.poll(middle).toBeGreaterThan(80);
});

test('blocks are dragged onto the canvas and onto wires, wires onto blocks and into nothing', async ({ page }) => {
  const model = await open(page, 'By pointer');
  const palette = page.getByRole('region', { name: 'Blocks' });
  const boxOf = async (of: Locator) => (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const dragFrom = async (name: string, to: { x: number; y: number }): Promise<void> => {
    const handle = await boxOf(block(page, name).locator('.svelte-flow__handle.source'));
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
  };
  // Anywhere on a block is near enough.
  const output = await boxOf(block(page, 'Output'));
  await dragFrom('Input', { x: output.x + 40, y: output.y + 44 });
  await expect(page.locator('[data-id="input output"]')).toHaveCount(1);

  const pane = page.locator('.svelte-flow__pane');
  const area = await boxOf(pane);
  const wire = await boxOf(page.locator('.svelte-flow__edge-path'));
  const target = { x: wire.x + wire.width / 2 - area.x, y: wire.y + wire.height / 2 - area.y };
  await palette.getByRole('button', { name: 'Flatten' }).dragTo(pane, { targetPosition: target });
  await expect.poll(() => wires(model)).toEqual(['flatten_1 output', 'input flatten_1']);

  const flatten = await boxOf(block(page, 'Flatten 1'));
  await dragFrom('Flatten 1', { x: flatten.x + 300, y: flatten.y + 120 });
  await page.getByRole('menu', { name: 'Blocks that fit here' }).getByRole('menuitem', { name: 'Dense', exact: true }).click();
  await expect.poll(() => wires(model)).toEqual(['flatten_1 dense_1', 'flatten_1 output', 'input flatten_1']);

  await block(page, 'Dense 1').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Duplicate/ }).click();
  await expect(page.locator('.svelte-flow__node')).toHaveCount(5);
  await expect(block(page, 'Dense 2')).toBeFocused();

  await page.getByRole('button', { name: 'Fit', exact: true }).click();
  // Waits until the view stands still.
  await block(page, 'Input').hover({ trial: true });
  await page.keyboard.down('Shift');
  await page.mouse.move(area.x + 4, area.y + 4);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width - 8, area.y + area.height - 8, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(page.getByRole('heading', { name: '5 blocks' })).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(page.locator('.svelte-flow__node')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.svelte-flow__node')).toHaveCount(5);
});

test('an error is mended on its block, and undone after a reload', async ({ page }) => {
  const model = await open(page, 'With an error', {
    version: 1,
    nodes: [...empty.nodes, { id: 'conv', block: 'Conv2D', params: { filters: 8, activation: 'linear' } }],
    edges: [
      { from: 'input', to: 'conv' },
      { from: 'conv', to: 'output' },
    ],
  });
  await expect(block(page, 'Output')).toHaveAccessibleName(/Output must get 4 numbers, one a class; got 64×64×8 from Conv2D 1/);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await page.locator('.svelte-flow__node[data-id="output"] .repairs').getByText('Insert Flatten').click();
  await page.locator('.svelte-flow__node[data-id="output"] .repairs').getByText('Insert Dense 4').click();
  await expect(page.getByText('No problems')).toBeVisible();
  await expect.poll(() => wires(model)).toEqual(['conv flatten_1', 'dense_1 output', 'flatten_1 dense_1', 'input conv']);

  await page.reload();
  await expect(page.locator('.svelte-flow__node')).toHaveCount(5);
  await page.getByRole('button', { name: 'Undo Insert Dense 4' }).click();
  await page.getByRole('button', { name: 'Undo Insert Flatten' }).click();
  await expect(page.locator('.svelte-flow__node')).toHaveCount(3);
  await page.getByRole('button', { name: 'Redo Insert Flatten' }).click();
  await expect.poll(() => wires(model)).toEqual(['conv flatten_1', 'flatten_1 output', 'input conv']);
});

test('blocks are copied into another model', async ({ page, context }) => {
  await open(page, 'Source', {
    version: 1,
    nodes: [...empty.nodes, { id: 'conv', block: 'Conv2D', params: { filters: 5 } }, { id: 'pool', block: 'MaxPooling2D', params: {} }],
    edges: [
      { from: 'input', to: 'conv' },
      { from: 'conv', to: 'pool' },
    ],
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await block(page, 'Conv2D 1').click();
  await block(page, 'MaxPooling2D 1').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+c');
  const target = await open(page, 'Target');
  await page.getByRole('application', { name: /^Model canvas/ }).focus();
  await page.keyboard.press('Control+v');
  await expect(page.locator('.svelte-flow__node')).toHaveCount(4);
  await expect.poll(() => wires(target)).toEqual(['conv2d_1 maxpooling2d_1']);
  const { graph } = await app.call('models.get', { model: target });
  expect(graph.nodes.find(({ id }) => id === 'conv2d_1')?.params).toMatchObject({ filters: 5 });
});

test('a save that fails stays in sight until it holds, and nothing is lost meanwhile', async ({ page }) => {
  const model = await open(page, 'Unsaved');
  await page.route('**/call/models.save', (route) => route.abort());
  await page.getByRole('region', { name: 'Blocks' }).getByRole('button', { name: 'Flatten' }).click();
  const bar = page.getByRole('contentinfo', { name: 'Tasks' });
  await expect(bar.getByText(/^Not saved/)).toBeVisible();
  await page
    .getByRole('link', { name: 'Data' })
    .or(page.getByRole('button', { name: 'Data' }))
    .first()
    .click();
  await page.goBack();
  await expect(block(page, 'Flatten 1')).toBeVisible();
  await page.unroute('**/call/models.save');
  await bar.getByRole('button', { name: 'Save again' }).click();
  await expect(bar.getByText(/^Saved/)).toBeVisible();
  expect(await wires(model)).toEqual(['input flatten_1']);
});

test('the canvas follows the theme of the settings and the wish for less motion', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await open(page, 'Dark');
  const flow = page.locator('.svelte-flow');
  await expect(flow).toHaveClass(/light/);
  await app.call('system.saveSettings', { theme: 'dark' });
  await expect(flow).toHaveClass(/dark/);
  await app.call('system.saveSettings', { theme: 'system' });
  await expect(flow).toHaveClass(/light/);
  await expect(page.getByRole('link', { name: /Svelte Flow/ })).toBeVisible();
});
