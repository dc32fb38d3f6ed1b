import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entries } from '#main/entries.ts';
import { shapes } from '#main/samples/shapes.ts';
import { writeSample } from '#main/samples/write-sample.ts';
import { unfold } from '#test/helpers/terminal.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const out = join(root, 'out');

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'unfold-built-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('the build', () => {
  it('holds every program', () => {
    for (const name of ['desktop', 'cli', 'bench', ...Object.keys(entries)]) expect(existsSync(join(out, 'main', `${name}.js`))).toBe(true);
  });

  it('has a preload that the sandbox takes: one CommonJS file that needs nothing but Electron', () => {
    const preload = readFileSync(join(out, 'preload', 'preload.cjs'), 'utf8');
    const needed = [...preload.matchAll(/require\(["'`]([^"'`]+)/g)].map(([, name]) => name);
    expect(new Set(needed)).toEqual(new Set(['electron']));
    expect(preload).not.toMatch(/^\s*(import|export)\b/m);
  });

  it('lays a small frozen bridge into the window, and nothing of Electron', () => {
    const laid = new Map<string, object>();
    const sent: unknown[][] = [];
    const heard = new Map<string, (event: unknown, value: unknown) => void>();
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, bridge: object) => laid.set(name, bridge) },
      ipcRenderer: {
        invoke: (...given: unknown[]) => sent.push(given),
        on: (channel: string, listener: (event: unknown, value: unknown) => void) => heard.set(channel, listener),
        off: (channel: string) => heard.delete(channel),
      },
      webUtils: {},
    };
    const preload = readFileSync(join(out, 'preload', 'preload.cjs'), 'utf8');
    runInNewContext(preload, {
      require: (name: string) => (name === 'electron' ? electron : {}),
      exports: {},
      module: { exports: {} },
      process: { platform: 'linux' },
    });
    const bridge: Record<string, unknown> = { ...laid.get('unfold') };
    expect([...laid.keys()]).toEqual(['unfold']);
    expect(Object.keys(bridge).sort()).toEqual([
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
    expect(bridge.mediaBase).toBe('app://unfold/media/');
    const events: unknown[] = [];
    const { call, giveUp, onEvent } = bridge as {
      call(name: string, input: unknown, ticket?: number): void;
      giveUp(ticket: number): void;
      onEvent(listener: (...given: unknown[]) => void): () => void;
    };
    call('projects.list', {});
    call('projects.list', {}, 7);
    giveUp(7);
    expect(sent).toEqual([
      ['unfold:call', 'projects.list', {}],
      ['unfold:call', 'projects.list', {}, 7],
      ['unfold:give-up', 7],
    ]);
    const stop = onEvent((...given) => events.push(given));
    heard.get('unfold:events')?.({ sender: 'a way to everything' }, [1]);
    expect(events).toEqual([[[1]]]);
    stop();
    expect(heard.size).toBe(0);
  });

  it('has a window that asks for files of its own only', () => {
    const page = readFileSync(join(out, 'renderer', 'index.html'), 'utf8');
    for (const [, address = ''] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(address).toMatch(/^\.\//);
      expect(existsSync(join(out, 'renderer', address))).toBe(true);
    }
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(builtinModules.some((name) => page.includes(`node:${name}`))).toBe(false);
  });

  it('imports and trains under the bundled Node with an empty environment, as the packed app does', async () => {
    const images = await writeSample({ ...shapes, imagesPerClass: 12 }, base, new AbortController().signal, () => {});
    const workspace = ['--workspace', join(base, 'workspace'), '--json'];
    const imported = await unfold(['import', 'images', images, '--size', '8x8', ...workspace], { env: {} }).ended;
    expect(imported.json).toMatchObject({ dataset: 1, items: 12 * shapes.classes.length });
    const trained = await unfold(['train', '1', '--model', 'softmax', '--epochs', '1', '--engine', 'portable', ...workspace], { env: {} })
      .ended;
    expect(trained.json).toMatchObject({ run: 1, state: 'finished', engine: 'portable' });
  });

  it('starts from any folder through bin/unfold', () => {
    const { stdout, status } = spawnSync(process.execPath, [join(root, 'bin', 'unfold'), '--version'], { cwd: tmpdir(), encoding: 'utf8' });
    expect({ stdout: stdout.trim(), status }).toEqual({
      stdout: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
      status: 0,
    });
  });
});
