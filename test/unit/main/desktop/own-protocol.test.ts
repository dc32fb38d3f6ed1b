import type { Session } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type EchoCore, echoCore } from '#test/helpers/echo-core.ts';

vi.mock('electron', () => ({ protocol: {} }));
const { serveScheme } = await import('#main/desktop/own-protocol.ts');

const index = { body: Buffer.from('<!doctype html>'), type: 'text/html; charset=utf-8', hashed: false };
let core: EchoCore;
let serve: (request: Request) => Promise<Response>;

beforeEach(() => {
  core = echoCore();
  // Of a session only its protocol is used.
  const session = { protocol: { handle: (_scheme: string, handler: typeof serve) => (serve = handler) } } as unknown as Session;
  serveScheme(session, core, new Map([['/', index]]));
});

const get = (url: string, method = 'GET') => serve({ url, method, signal: new AbortController().signal } as Request); // what the handler reads

describe('serveScheme', () => {
  it('serves the window with its policy', async () => {
    const answer = await get('app://unfold/');
    expect(await answer.text()).toBe('<!doctype html>');
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self'");
  });

  it('hands pictures to the core, with their query', async () => {
    expect(await (await get('app://unfold/media/items/1/0?size=96')).text()).toBe('/media/items/1/0?size=96');
  });

  it.each([
    'app://unfold/package.json',
    'app://unfold/../x',
    'app://unfold/main/desktop.js',
    'app://evil/',
    'app://unfold/mediax',
    'app://unfold/__proto__',
  ])('has nothing at %s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('is read only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await get('app://unfold/', method)).status).toBe(404);
  });
});
