import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '#main/desktop/menu-template.ts';

const entries = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => (Array.isArray(item.submenu) ? [item, ...entries(item.submenu)] : [item]));
const all = (platform: NodeJS.Platform, developer = false, run: (id: string) => void = () => {}) =>
  entries(menuTemplate(platform, run, developer));
const roles = (platform: NodeJS.Platform, developer = false) => all(platform, developer).map(({ role }) => role);

describe('menuTemplate', () => {
  it('sends the command of an entry', () => {
    const sent: string[] = [];
    const entry = all('linux', false, (id) => sent.push(id)).find(({ label }) => label === 'Switch project');
    // The shell gives its own three arguments; ours needs none.
    (entry?.click as (() => void) | undefined)?.();
    expect(sent).toEqual(['project.switch']);
  });

  it('leaves the keys of commands to the window', () => {
    for (const { accelerator, registerAccelerator } of all('linux')) if (accelerator !== undefined) expect(registerAccelerator).toBe(false);
  });

  it('has a way out on every system', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) expect(roles(platform)).toContain('quit');
  });

  it("has the Mac's own menu on a Mac only", () => {
    expect(roles('darwin')).toContain('appMenu');
    expect(roles('win32')).not.toContain('appMenu');
  });

  it('has the developer tools while developing only', () => {
    expect(roles('linux', true)).toContain('toggleDevTools');
    expect(roles('linux')).not.toContain('toggleDevTools');
    expect(roles('linux')).not.toContain('reload');
  });
});
