import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type EchoCore, echoCore } from '#test/helpers/echo-core.ts';

type Handler = (event: unknown, ...given: unknown[]) => unknown;
const shell = vi.hoisted(() => ({ handlers: new Map<string, Handler>(), dialogs: [] as unknown[] }));
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: Handler) => shell.handlers.set(channel, handler) },
  dialog: {
    showOpenDialog: (_window: unknown, options: unknown) => {
      shell.dialogs.push(options);
      return { filePaths: ['/chosen'] };
    },
    showSaveDialog: (_window: unknown, options: unknown) => {
      shell.dialogs.push(options);
      return { canceled: false, filePath: '/saved' };
    },
  },
}));

const { answerWindow } = await import('#main/desktop/ipc.ts');

let core: EchoCore;
// Of a window only its contents' number is read here.
const ours = { webContents: { id: 7 } } as unknown as BrowserWindow;
let window: BrowserWindow | null = ours;

beforeEach(() => {
  shell.handlers.clear();
  shell.dialogs.length = 0;
  core = echoCore();
  window = ours;
  answerWindow(core, () => window);
});

const good = { sender: { id: 7 }, senderFrame: { url: 'app://unfold/', parent: null } };
const ask = (channel: string, event: unknown, ...given: unknown[]) => shell.handlers.get(channel)?.(event, ...given);
const given: Record<string, unknown[]> = {
  'unfold:call': ['projects.list', {}],
  'unfold:give-up': [1],
  'unfold:choose-folder': [],
  'unfold:choose-file': [[]],
  'unfold:save-as': ['model.zip'],
};

describe('answerWindow', () => {
  it('answers our page', async () => {
    expect(await ask('unfold:call', good, 'projects.list', { deleted: true })).toEqual({
      ok: true,
      value: { name: 'projects.list', input: { deleted: true } },
    });
    expect(await ask('unfold:choose-folder', good)).toBe('/chosen');
    expect(await ask('unfold:save-as', good, 'a.csv')).toBe('/saved');
  });

  it('has a handler for each of these and no other', () => {
    expect([...shell.handlers.keys()].sort()).toEqual(Object.keys(given).sort());
  });

  const strangers: Record<string, unknown> = {
    'another window': { ...good, sender: { id: 8 } },
    'a frame inside the window': { ...good, senderFrame: { url: 'app://unfold/', parent: {} } },
    'a foreign page in our window': { ...good, senderFrame: { url: 'https://evil.com/', parent: null } },
    'a file': { ...good, senderFrame: { url: 'file:///tmp/x.html', parent: null } },
    'a frame that is gone': { ...good, senderFrame: null },
  };
  for (const [name, event] of Object.entries(strangers)) {
    it.each(Object.keys(given))(`refuses ${name} at %s`, async (channel) => {
      const answer = await ask(channel, event, ...(given[channel] ?? []));
      if (channel === 'unfold:call') expect(answer).toMatchObject({ ok: false, error: { code: 'caller-refused' } });
      else expect(answer).toBeNull();
      expect(core.calls).toEqual([]);
      expect(shell.dialogs).toEqual([]);
    });
  }

  it('refuses everybody while there is no window', async () => {
    window = null;
    expect(await ask('unfold:call', good, 'projects.list', {})).toMatchObject({ ok: false });
  });

  it.each([
    ['unfold:call', []],
    ['unfold:call', [{ name: 'projects.list' }, {}]],
    ['unfold:call', ['x'.repeat(200), {}]],
    ['unfold:call', ['projects.list', {}, '1']],
    ['unfold:give-up', [{}]],
    ['unfold:choose-folder', ['/etc']],
    ['unfold:choose-file', [[{ name: 'x', extensions: 'png' }]]],
    ['unfold:save-as', [{ toString: 'x' }]],
  ])('refuses %s with %j', async (channel, values) => {
    await ask(channel, good, ...values);
    expect(core.calls).toEqual([]);
    expect(shell.dialogs).toEqual([]);
  });

  it('lets a call be given up by its ticket alone, while it is under way', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const call = core.call;
    core.call = async (...asked) => {
      await promise;
      return call(...asked);
    };
    const answers = [1, 2].map((ticket) => ask('unfold:call', good, 'predictions.tokens', {}, ticket));
    await ask('unfold:give-up', good, 2);
    await ask('unfold:give-up', good, 3);
    resolve();
    await Promise.all(answers);
    expect(core.calls.map(({ caller }) => caller.signal?.aborted)).toEqual([false, true]);
    await ask('unfold:give-up', good, 1);
    expect(core.calls[0]?.caller.signal?.aborted).toBe(false);
  });

  it('suggests a name to save as, never a place', async () => {
    await ask('unfold:save-as', good, '../../etc/passwd');
    expect(shell.dialogs).toMatchObject([{ defaultPath: 'passwd' }]);
  });
});
