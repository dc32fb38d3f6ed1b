import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Training } from '#main/desktop/training.ts';
import { echoCore } from '#test/helpers/echo-core.ts';

const shell = vi.hoisted(() => ({
  listeners: new Map<string, (event: { preventDefault(): void }) => void>(),
  response: 1,
  asked: 0,
  exited: [] as number[],
  closedFirst: false,
}));
vi.mock('electron', () => ({
  app: {
    on: (name: string, listener: (event: { preventDefault(): void }) => void) => shell.listeners.set(name, listener),
    exit: (code: number) => shell.exited.push(code),
  },
  dialog: {
    showMessageBox: async () => {
      shell.asked++;
      return { response: shell.response };
    },
  },
}));
const { quitWithCare } = await import('#main/desktop/quit.ts');

const question = { message: 'Run 1 is training. Epoch 7 is kept.', detail: '', quit: 'Quit', stay: 'Go on' };

function open(training: boolean) {
  const windowListeners = new Map<string, (event: { preventDefault(): void }) => void>();
  const window = {
    on: (name: string, listener: (event: { preventDefault(): void }) => void) => windowListeners.set(name, listener),
    hide: () => {},
  };
  const core = { ...echoCore(), close: vi.fn(async () => {}) };
  const runs = new Training();
  vi.spyOn(runs, 'quitQuestion', 'get').mockReturnValue(training ? question : null);
  // Of a window only what quitting does with it.
  quitWithCare(core, runs, () => window as unknown as BrowserWindow);
  const closeWindow = () => {
    const preventDefault = vi.fn();
    windowListeners.get('close')?.({ preventDefault });
    return preventDefault;
  };
  return { core, closeWindow };
}

beforeEach(() => {
  shell.exited.length = 0;
  shell.asked = 0;
});

describe('quitting', () => {
  it('asks nothing where nothing trains, and closes the core before the program ends', async () => {
    const { core, closeWindow } = open(false);
    core.close.mockImplementation(async () => {
      expect(shell.exited).toEqual([]);
    });
    expect(closeWindow()).toHaveBeenCalled();
    await expect.poll(() => shell.exited).toEqual([0]);
    expect(core.close).toHaveBeenCalledTimes(1);
    expect(shell.asked).toBe(0);
  });

  it('stays when the user goes on', async () => {
    shell.response = 1;
    const { core, closeWindow } = open(true);
    closeWindow();
    await expect.poll(() => shell.asked).toBe(1);
    await Promise.resolve();
    expect(core.close).not.toHaveBeenCalled();
    expect(shell.exited).toEqual([]);
  });

  it('leaves a checkpoint when the user quits, however often it is asked for', async () => {
    shell.response = 0;
    const { core, closeWindow } = open(true);
    closeWindow();
    closeWindow();
    await expect.poll(() => shell.exited).toEqual([0]);
    shell.listeners.get('before-quit')?.({ preventDefault: () => {} });
    closeWindow();
    expect(core.close).toHaveBeenCalledTimes(1);
    expect(shell.asked).toBe(1);
  });
});
