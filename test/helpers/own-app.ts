import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type App, startApp } from './app.ts';
import { watch } from './by-hand.ts';

/** What the tests of a file share. */
export interface OwnApp {
  /** The app, with a workspace of its own. */
  readonly app: App;
  /** A folder for what is given to it. */
  readonly root: string;
}

/** An app and a folder for the tests of this file, which are gone after them. Each test begins at Home, and fails where the page breaks. */
export function ownApp(): OwnApp {
  const root = mkdtempSync(join(tmpdir(), 'unfold-given-'));
  let app: App | null = null;
  let broken: string[] = [];
  const started = (): App => {
    if (app === null) throw new Error('the app is there within tests');
    return app;
  };
  test.beforeAll(async () => {
    app = await startApp();
  });
  test.afterAll(async () => {
    await app?.close();
    rmSync(root, { recursive: true, force: true });
  });
  test.beforeEach(async ({ page }) => {
    broken = watch(page);
    await page.goto(started().url);
  });
  test.afterEach(() => expect(broken).toEqual([]));
  return {
    get app() {
      return started();
    },
    root,
  };
}
