import { beforeEach, describe, expect, it, vi } from 'vitest';

type Listener = (...given: never[]) => unknown;
const shell = vi.hoisted(() => ({
  app: new Map<string, (...given: unknown[]) => unknown>(),
  options: [] as { webPreferences: unknown }[],
  loaded: [] as string[],
}));
vi.mock('electron', () => ({
  app: {
    on: (name: string, listener: (...given: unknown[]) => unknown) => shell.app.set(name, listener),
    isPackaged: true,
    getPath: () => '/does/not/exist',
  },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  BrowserWindow: class {
    constructor(options: { webPreferences: unknown }) {
      shell.options.push(options);
    }
    once() {}
    on() {}
    async loadURL(url: string) {
      shell.loaded.push(url);
    }
  },
}));
const { denyNavigation, denyPermissions, openWindow } = await import('#main/desktop/window.ts');
type Session = Parameters<typeof openWindow>[0];

/** Contents of a window, as far as the denials listen to them. */
function contents() {
  const listeners = new Map<string, Listener>();
  let open: (() => unknown) | null = null;
  denyNavigation();
  shell.app.get('web-contents-created')?.(
    {},
    {
      on: (name: string, listener: Listener) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: () => unknown) => (open = handler),
    },
  );
  const fire = (name: string, details: object) => {
    const prevented = vi.fn();
    (listeners.get(name) as ((details: object) => void) | undefined)?.({ ...details, preventDefault: prevented });
    return prevented.mock.calls.length > 0;
  };
  return { fire, open: () => open?.() };
}

beforeEach(() => {
  shell.options.length = 0;
});

describe('the window', () => {
  it('is opened in the sandbox, apart from Node, without developer tools when packed', () => {
    openWindow({} as Session, '/preload.cjs');
    expect(shell.options[0]?.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
      preload: '/preload.cjs',
    });
    expect(shell.loaded).toEqual(['app://unfold/']);
  });

  it('opens no other', () => {
    expect(contents().open()).toEqual({ action: 'deny' });
  });

  it('leaves its page for none of another address, and takes no frame and no view', () => {
    const { fire } = contents();
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'javascript:alert(1)', 'app://evil/', 'smb://host/x']) {
      expect(fire('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
    }
    expect(fire('will-frame-navigate', { url: 'app://unfold/#/p/1', isMainFrame: true })).toBe(false);
    expect(fire('will-frame-navigate', { url: 'app://unfold/', isMainFrame: false })).toBe(true);
    expect(fire('will-redirect', { url: 'app://unfold/' })).toBe(true);
    expect(fire('will-attach-webview', {})).toBe(true);
  });

  it('denies what the system could give, and asks nobody', () => {
    const set = new Map<string, (...given: unknown[]) => unknown>();
    const session = new Proxy(
      {},
      { get: (_target, name: string) => (handler: (...given: unknown[]) => unknown) => set.set(name, handler) },
    );
    denyPermissions(session as Session);
    const answered = vi.fn();
    set.get('setPermissionRequestHandler')?.({}, 'media', answered, {
      requestingUrl: 'app://unfold/',
      isMainFrame: true,
      mediaTypes: ['audio'],
    });
    set.get('setPermissionRequestHandler')?.({}, 'geolocation', answered, { requestingUrl: 'app://unfold/', isMainFrame: true });
    set.get('setPermissionRequestHandler')?.({}, 'media', answered, {
      requestingUrl: 'app://unfold/',
      isMainFrame: true,
      mediaTypes: ['video'],
    });
    expect(answered.mock.calls).toEqual([[false], [false], [true]]);
    expect(set.get('setPermissionCheckHandler')?.(null, 'usb', 'app://unfold', { isMainFrame: true })).toBe(false);
    expect(set.get('setDevicePermissionHandler')?.({})).toBe(false);
    const shared = vi.fn();
    set.get('setDisplayMediaRequestHandler')?.({}, shared);
    expect(shared).toHaveBeenCalledWith({});
  });
});
