import { fireEvent } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '#renderer/frame/commands.svelte.ts';
import { commands } from '#renderer/frame/commands.svelte.ts';
import { Shortcuts } from '#renderer/frame/shortcuts.ts';

const command = (id: string, keys: string, change: Partial<Omit<Command, 'run'>> = {}) => ({
  id,
  title: id,
  group: 'Test',
  keys,
  run: vi.fn(),
  ...change,
});
const press = (key: string, held: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });
  target.dispatchEvent(event);
  return event;
};

let leave = (): void => {};
let sequences = true;
function setUp(...all: Command[]): Shortcuts {
  leave();
  leave = commands.add(all);
  return new Shortcuts(commands, () => sequences);
}
beforeEach(() => {
  sequences = true;
  document.body.innerHTML = '';
});

describe('shortcuts', () => {
  it('run the command of the key', () => {
    const palette = command('palette', 'Mod+K');
    expect(setUp(palette).press(press('k', { ctrlKey: true }))).toBe(true);
    expect(palette.run).toHaveBeenCalledOnce();
  });

  it('run a sequence: G, then H', () => {
    const home = command('home', 'G H');
    const shortcuts = setUp(home);
    expect(shortcuts.press(press('g'), 0)).toBe(true);
    expect(shortcuts.press(press('h'), 900)).toBe(true);
    expect(home.run).toHaveBeenCalledOnce();
  });

  it('forget the first key of a sequence after a while', () => {
    const home = command('home', 'G H');
    const shortcuts = setUp(home);
    shortcuts.press(press('g'), 0);
    shortcuts.press(press('h'), 5000);
    expect(home.run).not.toHaveBeenCalled();
  });

  it('leave sequences alone where they are switched off', () => {
    sequences = false;
    expect(setUp(command('home', 'G H')).press(press('g'))).toBe(false);
  });

  it('leave letters to a field being typed into, but not Mod+K', () => {
    const help = command('help', '?');
    const palette = command('palette', 'Mod+K');
    const shortcuts = setUp(help, palette);
    const field = document.body.appendChild(document.createElement('input'));
    expect(shortcuts.press(press('?', { shiftKey: true }, field))).toBe(false);
    expect(shortcuts.press(press('k', { ctrlKey: true }, field))).toBe(true);
    expect([help.run, palette.run].map((run) => run.mock.calls.length)).toEqual([0, 1]);
  });

  it('leave Mod+Z to a field: it has its own undo', () => {
    const undo = command('undo', 'Mod+Z');
    const field = document.body.appendChild(document.createElement('textarea'));
    expect(setUp(undo).press(press('z', { ctrlKey: true }, field))).toBe(false);
  });

  it('do nothing while there is a reason not to', () => {
    const train = command('train', 'Mod+Enter', { reason: 'No data yet' });
    expect(setUp(train).press(press('Enter', { ctrlKey: true }))).toBe(false);
    expect(train.run).not.toHaveBeenCalled();
  });

  it('give a key to the command that came last: the view before the frame', () => {
    const frame = command('frame', 'Escape');
    const view = command('view', 'Escape');
    setUp(frame, view).press(press('Escape'));
    expect([frame.run, view.run].map((run) => run.mock.calls.length)).toEqual([0, 1]);
  });

  it('leave alone what something nearer has used', async () => {
    const palette = command('palette', 'Mod+K');
    const shortcuts = setUp(palette);
    const event = new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, cancelable: true });
    event.preventDefault();
    await fireEvent(document.body, event);
    expect(shortcuts.press(event)).toBe(false);
  });
});
