import type { MenuItemConstructorOptions } from 'electron';

/** A menu entry that is a command of the window, by its id. */
interface CommandEntry {
  label: string;
  command: string;
  keys?: string;
}

const line = { type: 'separator' } as const;

/**
 * The native menu: the system's roles and the window's own commands. Their keys are only shown here; the window hears them
 * itself, so that one place decides what a key does.
 */
export function menuTemplate(platform: NodeJS.Platform, run: (command: string) => void, developer: boolean): MenuItemConstructorOptions[] {
  const entry = ({ label, command, keys }: CommandEntry): MenuItemConstructorOptions => ({
    label,
    click: () => run(command),
    ...(keys === undefined ? {} : { accelerator: keys, registerAccelerator: false }),
  });
  const settings = entry({ label: 'Settings', command: 'go.settings' });
  const mac = platform === 'darwin';
  const application: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  return [
    ...(mac ? [application] : []),
    {
      label: '&File',
      submenu: [
        entry({ label: 'New project from my own data', command: 'project.new' }),
        entry({ label: 'Switch project', command: 'project.switch', keys: 'CmdOrCtrl+O' }),
        line,
        ...(mac ? [{ role: 'close' } as const] : [settings, line, { role: 'quit' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        entry({ label: 'Undo', command: 'build.undo', keys: 'CmdOrCtrl+Z' }),
        entry({ label: 'Redo', command: 'build.redo', keys: 'CmdOrCtrl+Shift+Z' }),
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&View',
      submenu: [
        entry({ label: 'Search or run', command: 'frame.palette', keys: 'CmdOrCtrl+K' }),
        line,
        ...['Home', 'Data', 'Build', 'Train', 'Compare', 'Use'].map((label) => entry({ label, command: `go.${label.toLowerCase()}` })),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(developer ? [line, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [entry({ label: 'Keys', command: 'frame.keys', keys: '?' }), ...(mac ? [] : [{ role: 'about' } as const])] },
  ];
}
