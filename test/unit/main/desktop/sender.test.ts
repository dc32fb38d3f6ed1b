import { describe, expect, it } from 'vitest';
import { isOurs, pathOf } from '#main/desktop/address.ts';
import { permissionGranted } from '#main/desktop/permissions.ts';
import { senderRefusal } from '#main/desktop/sender.ts';

const foreign = [
  'https://unfold/',
  'http://app://unfold',
  'app://evil/',
  'app://unfold.evil.com/',
  'app://unfold:80/',
  'app://user@unfold/',
  'app://unfold@evil/',
  'file:///etc/passwd',
  'data:text/html,<script>',
  'javascript:alert(1)',
  'about:blank',
  'blob:app://unfold/1',
  'smb://unfold/x',
  'ms-settings:',
  '',
  'not an address',
];

describe('isOurs', () => {
  it('knows our pages', () => {
    expect(isOurs('app://unfold/')).toBe(true);
    expect(isOurs('app://unfold/index.html#/p/1/train')).toBe(true);
  });

  it.each(foreign)('refuses %s', (address) => {
    expect(isOurs(address)).toBe(false);
  });
});

describe('pathOf', () => {
  it('gives path and query', () => {
    expect(pathOf('app://unfold/media/items/1/0?size=96#x')).toEqual({ path: '/media/items/1/0', query: '?size=96' });
  });

  it('leads to nothing but a plain path, however it was written', () => {
    expect(pathOf('app://unfold/../../etc/passwd')?.path).toBe('/etc/passwd');
    expect(pathOf('app://unfold/%2e%2e/x')?.path).toBe('/x');
    expect(pathOf('app://evil/index.html')).toBeNull();
  });
});

describe('senderRefusal', () => {
  const ours = { contents: 7, url: 'app://unfold/index.html', top: true };

  it('takes our page in our window', () => {
    expect(senderRefusal(ours, 7)).toBeNull();
  });

  it('refuses another window, a frame inside, a page that is gone, and any time without a window', () => {
    expect(senderRefusal({ ...ours, contents: 8 }, 7)).not.toBeNull();
    expect(senderRefusal({ ...ours, top: false }, 7)).not.toBeNull();
    expect(senderRefusal({ ...ours, url: null }, 7)).not.toBeNull();
    expect(senderRefusal(ours, null)).not.toBeNull();
  });

  it.each(foreign)('refuses a sender at %s', (url) => {
    expect(senderRefusal({ ...ours, url }, 7)).not.toBeNull();
  });
});

describe('permissionGranted', () => {
  const camera = { permission: 'media', from: 'app://unfold/', top: true, media: ['video'] };

  it('gives the camera to our page', () => {
    expect(permissionGranted(camera)).toBe(true);
  });

  it('gives it to nobody else, and never with the microphone', () => {
    expect(permissionGranted({ ...camera, from: 'https://evil.com/' })).toBe(false);
    expect(permissionGranted({ ...camera, top: false })).toBe(false);
    expect(permissionGranted({ ...camera, media: ['video', 'audio'] })).toBe(false);
    expect(permissionGranted({ ...camera, media: ['audio'] })).toBe(false);
    expect(permissionGranted({ ...camera, media: [] })).toBe(false);
  });

  it.each([
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'openExternal',
    'display-capture',
    'clipboard-read',
    'hid',
    'serial',
    'usb',
    'fileSystem',
    'unknown',
  ])('denies %s', (permission) => {
    expect(permissionGranted({ permission, from: 'app://unfold/', top: true, media: [] })).toBe(false);
  });
});
