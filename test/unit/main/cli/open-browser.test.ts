import { describe, expect, it } from 'vitest';
import { opener } from '#main/cli/open-browser.ts';

describe('opener', () => {
  it('opens nothing on a Linux without a display', () => {
    expect(opener('linux', {})).toBeNull();
    expect(opener('linux', { DISPLAY: '' })).toBeNull();
  });

  it('knows each system', () => {
    expect(opener('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open']);
    expect(opener('darwin', {})).toEqual(['open']);
  });

  it('never goes through the shell of Windows, which would read the address', () => {
    expect(opener('win32', {})?.join(' ')).not.toMatch(/cmd|start/);
  });
});
