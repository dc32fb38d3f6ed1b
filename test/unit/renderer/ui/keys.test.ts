import { describe, expect, it } from 'vitest';
import { caps, keysText, pressed } from '#renderer/ui/keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('keys', () => {
  it('reads Mod as Ctrl, or as ⌘ on a Mac', () => {
    expect(pressed(press('k', { ctrlKey: true }), false)).toBe('Mod+K');
    expect(pressed(press('k', { metaKey: true }), true)).toBe('Mod+K');
    expect(pressed(press('k', { ctrlKey: true }), true)).toBe('K');
  });

  it('leaves Shift out of a sign that needs it to be typed', () => {
    expect(pressed(press('?', { shiftKey: true }), false)).toBe('?');
    expect(pressed(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+Z');
  });

  it('is nothing for a modifier alone', () => {
    expect(pressed(press('Shift', { shiftKey: true }), false)).toBe('');
  });

  it('is written as the system writes it', () => {
    expect(keysText('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(keysText('Mod+Shift+Z', true)).toBe('⌘⇧Z');
    expect(keysText('G H', false)).toBe('G then H');
    expect(caps('Mod+Enter', false)).toEqual(['Ctrl', 'Enter']);
  });
});
