import { expect, test } from '@playwright/test';
import { type App, startApp } from '../helpers/app.ts';

let app: App;

test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(() => app.close());

test('the address with the token opens the window and leaves the address bar clean', async ({ page }) => {
  const broken: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text());
  });
  page.on('pageerror', (error) => broken.push(error.message));
  await page.goto(app.url);
  await expect(page).toHaveTitle(/Unfold/);
  expect(page.url()).not.toContain('token');
  await expect(page.locator('#app')).not.toBeEmpty();
  expect(broken).toEqual([]);
});

test('without the token a person is told where to find it', async ({ page }) => {
  const answer = await page.goto(`http://127.0.0.1:${app.port}/`);
  expect(answer?.status()).toBe(401);
  await expect(page.getByRole('heading')).toHaveText('This door needs its token');
  await expect(page.locator('body')).toContainText('unfold serve');
});

test('a link on another site leads in, and the site itself gets nothing', async ({ page }) => {
  await page.route('http://elsewhere.test/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${app.url}">Unfold</a>` }),
  );
  await page.goto('http://elsewhere.test/');
  const stolen = await page.evaluate(async (port) => {
    const tries = ['/', '/call/projects.list', '/media/items/1/0', '/events'].map(async (path) => {
      try {
        const response = await fetch(`http://127.0.0.1:${port}${path}`, { credentials: 'include' });
        return response.status;
      } catch {
        return 'refused';
      }
    });
    return Promise.all(tries);
  }, app.port);
  expect(stolen).toEqual(['refused', 'refused', 'refused', 'refused']);
  await page.getByRole('link').click();
  await expect(page).toHaveTitle(/^Unfold|Unfold$/);
  await expect(page.locator('#app')).not.toBeEmpty();
});

test('no other page can put it into a frame', async ({ page }) => {
  await page.goto(app.url);
  await page.route('http://elsewhere.test/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="http://127.0.0.1:${app.port}/"></iframe>` }),
  );
  await page.goto('http://elsewhere.test/');
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('#app')).toHaveCount(0);
});
