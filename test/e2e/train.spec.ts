import { readFileSync, rmSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { type App, startApp } from '../helpers/app.ts';
import { childrenOf } from '../helpers/processes.ts';
import { drawBars, type Prepared, prepare, runUntil, train } from '../helpers/trained-app.ts';

/** Training as one watches it: over a reload, over a killed process, over a loss that is no number. */
let app: App;
let folder: string;
let prepared: Prepared;

test.beforeAll(async () => {
  folder = drawBars(40);
  app = await startApp();
  prepared = await prepare(app, folder);
});
test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const show = (page: Page, run: number | string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, `#/p/${prepared.project}/train/${run}`);

/** The steps that the loss chart has drawn, as its CSV has them. */
async function stepsShown(page: Page): Promise<number[]> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('region', { name: 'Loss' }).getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\n');
  const column = lines[0]?.split(',').indexOf('train') ?? -1;
  expect(column).toBeGreaterThan(0);
  return lines.slice(1).flatMap((line) => {
    const cells = line.split(',');
    return cells[column] === '' ? [] : [Number(cells[0])];
  });
}
const upTo = (last: number): number[] => Array.from({ length: last }, (_, place) => place + 1);

/** Pauses and says how many steps the run has made. */
async function pause(page: Page, id: number): Promise<number> {
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  const { epochsDone, step, stepsPerEpoch } = await app.call('runs.get', { run: id });
  return epochsDone * stepsPerEpoch + step;
}

test('a reload in mid-run loses nothing and draws nothing twice; a pause outlasts it', async ({ page }) => {
  const { id } = await train(app, prepared, { epochs: 5000, batchSize: 8 }, { name: 'Long', wait: false });
  await page.goto(app.url);
  await show(page, id);
  await expect(page.getByText(/^Epoch ([3-9]|\d\d)/)).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Gradients' })).toContainText(/Conv2D 1\s*\d/);
  await page.waitForTimeout(700);
  const steps = await pause(page, id);
  await expect.poll(() => stepsShown(page)).toEqual(upTo(steps));

  await page.reload();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await expect.poll(() => stepsShown(page)).toEqual(upTo(steps));
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await runUntil(app, id, ({ epochsDone, step, stepsPerEpoch }) => epochsDone * stepsPerEpoch + step > steps + 20);
  await page.getByRole('main').getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('menuitem', { name: /Stop, keep the best epoch/ }).click();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText(', the best');
});

test('curves are drawn four times a second at most, however fast a run is', async ({ page }) => {
  await page.addInitScript(() => {
    const draws = new Map<HTMLCanvasElement | OffscreenCanvas, number>();
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    // Each drawing begins with a clean canvas.
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      draws.set(this.canvas, (draws.get(this.canvas) ?? 0) + 1);
      clear.apply(this, box);
    };
    Object.assign(window, { drawsSoFar: () => [...draws.values()] });
  });
  const { id } = await train(app, prepared, { epochs: 5000, batchSize: 8 }, { name: 'Fast', wait: false });
  await page.goto(app.url);
  await show(page, id);
  await expect(page.getByText(/^Epoch ([3-9]|\d\d)/)).toBeVisible({ timeout: 60_000 });
  await page.mouse.move(0, 0);
  const measured = await page.evaluate(async () => {
    const draws = () => (window as unknown as { drawsSoFar(): number[] }).drawsSoFar(); // laid there above
    const [before, begun] = [draws(), performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 4000));
    return { seconds: (performance.now() - begun) / 1000, draws: draws().map((count, place) => count - (before[place] ?? 0)) };
  });
  await app.call('runs.stop', { run: id });
  expect(measured.draws).toHaveLength(2);
  for (const draws of measured.draws) {
    expect(draws).toBeGreaterThan(1);
    expect(draws / measured.seconds).toBeLessThanOrEqual(4.3);
  }
});

test('a killed training process costs the epoch it was in: the run says so and goes on', async ({ page }) => {
  test.skip(process.platform === 'win32', 'there is no SIGKILL on Windows');
  const { id } = await train(app, prepared, { epochs: 5000, batchSize: 8 }, { name: 'Killed', wait: false });
  await page.goto(app.url);
  await show(page, id);
  await expect(page.getByText(/^Epoch ([3-9]|\d\d)/)).toBeVisible({ timeout: 60_000 });
  const workers = childrenOf(app.process.pid ?? 0, 'training-worker');
  expect(workers.length).toBeGreaterThan(0);
  for (const worker of workers) process.kill(worker, 'SIGKILL');
  await expect(page.getByRole('alert').filter({ hasText: 'The training process ended by itself' })).toBeVisible();
  const { epochsDone } = await app.call('runs.get', { run: id });
  expect(epochsDone).toBeGreaterThan(1);

  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await runUntil(app, id, (run) => run.epochsDone > epochsDone + 1);
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  const steps = await pause(page, id);
  await expect.poll(() => stepsShown(page)).toEqual(upTo(steps));
  await app.call('runs.stop', { run: id });
});

test('a loss that is no number stops the run with the remedy beside it', async ({ page }) => {
  await page.goto(app.url);
  await show(page, 'new');
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('2');
  await page.getByRole('spinbutton', { name: 'Learning rate' }).fill('1e9');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const card = page.getByRole('alert').filter({ hasText: /Loss must be finite; got NaN/ });
  await expect(card).toBeVisible({ timeout: 60_000 });
  await card.getByRole('button', { name: /at 0\.001$/ }).click();
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(card).toBeHidden();
  await expect(page.getByRole('region', { name: 'Results' })).toContainText(/Test\s*\d+\.\d %/);
});
