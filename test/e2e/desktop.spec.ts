import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Electron's program, where it was fetched and a window can be shown. */
function electron(): string | null {
  const home = join(root, 'node_modules', 'electron');
  if (!existsSync(join(home, 'path.txt'))) return null;
  const binary = join(home, 'dist', readFileSync(join(home, 'path.txt'), 'utf8'));
  const shown = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  return existsSync(binary) && shown ? binary : null;
}

const binary = electron();
test.skip(binary === null, "Electron's program is not on this machine, or there is no display");

let app: ElectronApplication;
let page: Page;
const workspace = mkdtempSync(join(tmpdir(), 'unfold-desktop-'));

test.beforeAll(async () => {
  app = await _electron.launch({ executablePath: binary ?? '', args: [root, '--workspace', workspace], cwd: root });
  page = await app.firstWindow();
  await page.waitForLoadState();
});
test.afterAll(async () => {
  await app?.close();
  rmSync(workspace, { recursive: true, force: true });
});

test('the window opens on our own scheme with nothing of Node in it', async () => {
  expect(page.url()).toMatch(/^app:\/\/unfold\//);
  await expect(page).toHaveTitle(/Unfold/);
  await expect(page.locator('#app')).not.toBeEmpty();
  const globals = await page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')]);
  expect(globals).toEqual(['undefined', 'undefined']);
});

test('the bridge is small, frozen and answers calls', async () => {
  const bridge = await page.evaluate(async () => {
    const unfold: { call(name: string, input: unknown): Promise<{ ok: boolean }> } = Reflect.get(globalThis, 'unfold');
    return { keys: Object.keys(unfold).sort(), frozen: Object.isFrozen(unfold), answer: await unfold.call('projects.list', {}) };
  });
  expect(bridge.keys).toEqual([
    'call',
    'chooseFile',
    'chooseFolder',
    'giveUp',
    'mediaBase',
    'onCommand',
    'onEvent',
    'pathOf',
    'platform',
    'saveAs',
  ]);
  expect(bridge.frozen).toBe(true);
  expect(bridge.answer.ok).toBe(true);
});

test('a prototype does not cross the bridge', async () => {
  const polluted = await page.evaluate(async () => {
    const unfold: { call(name: string, input: unknown): Promise<unknown> } = Reflect.get(globalThis, 'unfold');
    await unfold.call('projects.create', JSON.parse('{"name": "x", "__proto__": {"polluted": true}}'));
    return Reflect.get({}, 'polluted');
  });
  expect(polluted).toBeUndefined();
  expect(await app.evaluate(() => Reflect.get({}, 'polluted'))).toBeUndefined();
});

test('the window stays on its own page and opens no other', async () => {
  const before = page.url();
  await page.evaluate(() => {
    globalThis.open('https://example.com/');
    globalThis.location.href = 'file:///etc/passwd';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe(before);
  expect(app.windows()).toHaveLength(1);
});

test('the scheme reads no files', async () => {
  const statuses = await page.evaluate(async () => {
    const paths = ['/package.json', '/../package.json', '/%2e%2e/%2e%2e/package.json', '/main/desktop.js', '/media/../../package.json'];
    return Promise.all(paths.map(async (path) => (await fetch(`app://unfold${path}`)).status));
  });
  expect(statuses.every((status) => status === 404 || status === 400)).toBe(true);
});

test('permissions are denied', async () => {
  const states = await page.evaluate(async () => {
    const asked = await Promise.allSettled([
      navigator.mediaDevices.getUserMedia({ audio: true }),
      navigator.mediaDevices.getDisplayMedia(),
    ]);
    return asked.map(({ status }) => status);
  });
  expect(states).toEqual(['rejected', 'rejected']);
});
