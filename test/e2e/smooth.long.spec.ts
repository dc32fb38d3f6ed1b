import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { type App, startApp } from '../helpers/app.ts';
import { watchPage } from '../helpers/browser-trace.ts';
import { drawBars, type Prepared, prepare, train } from '../helpers/trained-app.ts';

/** How smooth the window is while a training process has every core. Times: only in `npm run test:long`. */
// Playwright's own trace draws the window once more for each of its pictures.
test.use({ trace: 'off', screenshot: 'off' });

let app: App;
let folder: string;
let prepared: Prepared;

test.beforeAll(async () => {
  folder = drawBars(200);
  app = await startApp();
  prepared = await prepare(app, folder);
});
test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const view of ['train', 'compare', 'data', 'build'])
  test(`while training, ${view} has no task above 50 ms, and 99 of 100 frames take less than 8 ms of script and layout`, async ({
    browser,
    page,
  }) => {
    const { id } = await train(app, prepared, { epochs: 5000, batchSize: 32 }, { name: `Watched in ${view}`, wait: false });
    await page.goto(app.url);
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `#/p/${prepared.project}/${view}${view === 'train' ? `/${id}` : ''}`,
    );
    // What opens once, such as the smoothing of long curves, has opened.
    await expect.poll(async () => (await app.call('runs.get', { run: id })).epochsDone, { timeout: 60_000 }).toBeGreaterThan(25);
    await page.mouse.move(0, 0);
    const { tasks, tasksProcessor, frames, seconds } = await watchPage(browser, page, () => page.waitForTimeout(10_000));
    await app.call('runs.stop', { run: id });
    const most = (times: readonly number[]) => times.slice(0, 3).map((ms) => ms.toFixed(1));
    const middle = frames[Math.floor(frames.length / 2)] ?? 0;
    console.log(
      `${view}, ${seconds.toFixed(1)} s, most ms: tasks ${most(tasks)} by the clock, ${most(tasksProcessor)} by the processor; ` +
        `script and layout ${most(frames)} of ${frames.length} frames, median ${middle.toFixed(1)}`,
    );
    expect(tasks.length).toBeGreaterThan(100);
    // By the processor: on a machine that others share, the clock measures them too.
    expect(tasksProcessor[0]).toBeLessThan(50);
    expect(frames[Math.floor(frames.length / 100)]).toBeLessThan(8);
  });
