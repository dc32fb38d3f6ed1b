import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '#renderer/frame/address.ts';

const workspace = new Set(['home', 'settings']);

describe('addresses', () => {
  it.each([
    ['', { view: 'home', project: null, path: [], query: {} }],
    ['#/', { view: 'home', project: null, path: [], query: {} }],
    ['#/settings/bin', { view: 'settings', project: null, path: ['bin'], query: {} }],
    ['#/p/3/train/12?epoch=4', { view: 'train', project: 3, path: ['12'], query: { epoch: '4' } }],
    ['#/p/3', { view: 'data', project: 3, path: [], query: {} }],
    ['#/p/new/data', { view: 'data', project: null, path: [], query: {} }],
  ])('%s is read', (hash, address) => {
    expect(parseAddress(hash)).toEqual(address);
  });

  it.each(['#/p/0/train', '#/p/-1/train', '#/p/1.5/train', '#/p/x/train', '#/p/9e99/train'])('%s is no project: Home', (hash) => {
    expect(parseAddress(hash).view).toBe('home');
  });

  it('survives names with slashes and signs', () => {
    const address = { view: 'data', project: 2, path: ['a/b', '<c> %'], query: { class: 'rose & tulip' } };
    expect(parseAddress(formatAddress(address, workspace))).toEqual(address);
  });

  it('does not throw on half an escape', () => {
    expect(parseAddress('#/p/1/data/%E0%A4').path).toEqual(['%E0%A4']);
  });

  it('writes Home and the workspace without a project', () => {
    expect(formatAddress({ view: 'home', project: 3 }, workspace)).toBe('#/');
    expect(formatAddress({ view: 'settings', project: 3 }, workspace)).toBe('#/settings');
  });
});
