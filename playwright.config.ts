import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/setup/chromium.mjs';

// Chromium's sandbox does not start as root. Only the tests do without it, never the product.
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
  testDir: 'test/e2e',
  // Those of speed are for `npm run test:long` alone: other programs share the machine that CI runs on.
  testMatch: process.env.UNFOLD_LONG ? '**/*.long.spec.ts' : '**/!(*.long).spec.ts',
  outputDir: 'test-results/e2e',
  // Two cores: a browser, a server and a training process are enough at once.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 720 },
    // Each test would be recorded for the few that fail, which costs a third of all; `--trace on` records one that is looked into.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      // One that is on this machine already: nothing is downloaded for the tests.
      executablePath: findChromium() ?? 'chromium',
      // Without a graphics card, pictures are made faster by the processor alone than by a card that it imitates.
      args: [...asRoot, '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
