import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const minute = 60_000;
/** The long run takes the time it takes. */
const patience = process.env.UNFOLD_LONG ? 0 : 5 * minute;

/** Fast and pure, components in a light DOM, then whatever opens files, processes and engines. Two cores must suffice. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      // Nothing in them lives longer than its test: one process may take file after file.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 20_000, isolate: false } },
      {
        plugins: [svelte({ configFile: false }), svelteTesting()],
        test: { name: 'component', include: ['test/component/**/*.test.ts'], environment: 'happy-dom', testTimeout: 20_000 },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/conformance/**/*.test.ts'],
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
    ],
  },
});
