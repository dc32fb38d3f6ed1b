import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'electron-vite';
import { entries } from './main/entries.ts';

const workers = Object.fromEntries(Object.entries(entries).map(([name, source]) => [name, join('main', source)]));

/**
 * main: the doors' programs and the workers, packages left in node_modules. preload: one CommonJS file with everything in
 * it, as the sandbox wants. renderer: the window, the same for Electron and browsers.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: { desktop: 'main/desktop/desktop.ts', cli: 'main/cli/cli.ts', bench: 'main/bench/index.ts', ...workers },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'main/desktop/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [svelte({ configFile: false }), tailwindcss()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      // One window, read from this machine: fewer, larger files are right.
      chunkSizeWarningLimit: 3000,
      // Everything comes from files of our own: the content policy allows no data: scripts or fonts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
});
