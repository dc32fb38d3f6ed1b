import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { router } from '#renderer/frame/router.svelte.ts';

beforeEach(() => router.go({ view: 'home' }));

describe('the router', () => {
  it('goes to an address and says where it is', () => {
    router.go({ view: 'train', project: 3, path: ['12'] });
    expect(location.hash).toBe('#/p/3/train/12');
    expect(router.at).toMatchObject({ view: 'train', project: 3, path: ['12'] });
  });

  it('stays in the project where none is named', () => {
    router.go({ view: 'train', project: 3 });
    expect(router.href({ view: 'compare' })).toBe('#/p/3/compare');
    expect(router.href({ view: 'settings' })).toBe('#/settings');
  });

  it('adds a step to go back to, but not for where it is already, nor when it replaces', () => {
    router.go({ view: 'train', project: 3 });
    const steps = history.length;
    router.go({ view: 'train', project: 3 });
    router.go({ view: 'train', project: 3, path: ['1'] }, { replace: true });
    expect(history.length).toBe(steps);
    expect(router.at.path).toEqual(['1']);
  });

  it('follows the address bar', () => {
    location.hash = '#/p/7/build/2';
    dispatchEvent(new HashChangeEvent('hashchange'));
    expect(router.at).toMatchObject({ view: 'build', project: 7, path: ['2'] });
  });

  it('is reactive', () => {
    const seen: string[] = [];
    const leave = $effect.root(() => {
      $effect(() => {
        seen.push(router.at.view);
      });
    });
    flushSync();
    router.go({ view: 'use', project: 1 });
    flushSync();
    leave();
    expect(seen).toEqual(['home', 'use']);
  });
});
