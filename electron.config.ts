import { join, resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'electron-vite';
import { entries } from './main/entries.ts';

/** `npm run build` builds beside out/ and puts the whole in its place: what runs meanwhile never sees half a build. */
const out = resolve(process.env.UNFOLD_OUT ?? 'out');
const workers = Object.fromEntries(Object.entries(entries).map(([name, source]) => [name, join('main', source)]));

/** Packages of many small files that every program begins with: read from disk one by one they take longer than all our own. */
const bundled = ['kysely', 'zod', '@msgpack/msgpack', 'ws', '@fastify/busboy'];

/**
 * main: the doors' programs and the workers, other packages left in node_modules. preload: one CommonJS file with everything in
 * it, as the sandbox wants. renderer: the window, the same for Electron and browsers.
 */
export default defineConfig({
  main: {
    build: {
      outDir: join(out, 'main'),
      externalizeDeps: { exclude: bundled },
      rolldownOptions: {
        input: { desktop: 'main/desktop/desktop.ts', cli: 'main/cli/cli.ts', bench: 'main/bench/index.ts', ...workers },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: join(out, 'preload'),
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
      outDir: join(out, 'renderer'),
      minify: true,
      // One window, read from this machine: fewer, larger files are right.
      chunkSizeWarningLimit: 3000,
      // Everything comes from files of our own: the content policy allows no data: scripts or fonts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
});
