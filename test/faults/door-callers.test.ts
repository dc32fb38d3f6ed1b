import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '#main/server/server.ts';
import { type EchoCore, echoCore } from '#test/helpers/echo-core.ts';
import { rawHttp } from '#test/helpers/raw-http.ts';

let core: EchoCore;
let server: RunningServer;

const windowFile = (text: string, type: string) => ({ body: Buffer.from(text), type, hashed: false });
const index = windowFile('<!doctype html>', 'text/html; charset=utf-8');
const files = new Map([
  ['/', index],
  ['/index.html', index],
  ['/assets/index-abcdefgh.js', windowFile('1', 'text/javascript')],
]);

beforeAll(async () => {
  core = echoCore();
  server = await startServer({ core, files });
});
afterAll(() => server.close());

interface Asked {
  method: string;
  target: string;
  version: string;
  headers: [string, string][];
  body: string;
}

/** A request that the door lets in, to be spoilt in one way. */
function good(route: RunningServer['routes'][number]): Asked {
  const { port, token } = server;
  const headers: [string, string][] = [
    ['Host', `127.0.0.1:${port}`],
    ['Cookie', `unfold-${port}=${token}`],
    ['Accept', 'text/html,*/*'],
  ];
  let body = '';
  if (route.path === '/call/') {
    headers.push(['Content-Type', 'application/json']);
    body = '{}';
  }
  if (route.upgrade) {
    headers.push(
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
    );
  } else headers.push(['Connection', 'close']);
  if (route.method === 'POST') headers.push(['Content-Length', String(body.length)]);
  return { method: route.method, target: route.example, version: '1.1', headers, body };
}

const text = ({ method, target, version, headers, body }: Asked): string =>
  `${method} ${target} HTTP/${version}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;

const without = (asked: Asked, name: string): Asked => ({ ...asked, headers: asked.headers.filter(([each]) => each !== name) });
const plus = (asked: Asked, name: string, value: string): Asked => ({ ...asked, headers: [...asked.headers, [name, value]] });
const set = (asked: Asked, name: string, value: string): Asked => plus(without(asked, name), name, value);
const flipped = (token: string) => (token.startsWith('A') ? 'B' : 'A') + token.slice(1);

type Spoil = (asked: Asked, port: number, token: string) => Asked;
const callers: Record<string, Spoil> = {
  'shows no token': (a) => without(a, 'Cookie'),
  'shows an empty token': (a, port) => set(a, 'Cookie', `unfold-${port}=`),
  'shows a wrong token': (a, port, token) => set(a, 'Cookie', `unfold-${port}=${flipped(token)}`),
  'shows half the token': (a, port, token) => set(a, 'Cookie', `unfold-${port}=${token.slice(0, 20)}`),
  'shows the token and more': (a, port, token) => set(a, 'Cookie', `unfold-${port}=${token}A`),
  "shows the token under another door's name": (a, port, token) => set(a, 'Cookie', `unfold-${port + 1}=${token}`),
  'shows a wrong bearer': (a, _port, token) => set(without(a, 'Cookie'), 'Authorization', `Bearer ${flipped(token)}`),
  'shows a wrong bearer beside the right cookie': (a, _port, token) => set(a, 'Authorization', `Bearer ${flipped(token)}`),
  'shows the token as a password': (a, _port, token) => set(without(a, 'Cookie'), 'Authorization', `Basic ${btoa(`:${token}`)}`),
  'shows the token in a header of its own': (a, _port, token) => plus(without(a, 'Cookie'), 'X-Token', token),
  'shows the token in the Referer': (a, port, token) => plus(without(a, 'Cookie'), 'Referer', `http://127.0.0.1:${port}/?token=${token}`),
  'asks for evil.com': (a) => set(a, 'Host', 'evil.com'),
  'asks for evil.com with our port': (a, port) => set(a, 'Host', `evil.com:${port}`),
  'asks for localhost.evil.com': (a, port) => set(a, 'Host', `localhost.evil.com:${port}`),
  'asks for 127.0.0.1.evil.com': (a, port) => set(a, 'Host', `127.0.0.1.evil.com:${port}`),
  'asks for localhost with a trailing dot': (a, port) => set(a, 'Host', `localhost.:${port}`),
  'asks for another port': (a, port) => set(a, 'Host', `127.0.0.1:${port + 1}`),
  'asks for no port': (a) => set(a, 'Host', '127.0.0.1'),
  'asks for 0.0.0.0': (a, port) => set(a, 'Host', `0.0.0.0:${port}`),
  'names a user in Host': (a, port) => set(a, 'Host', `127.0.0.1:${port}@evil.com`),
  'names no Host': (a) => without(a, 'Host'),
  'names no Host in old HTTP': (a) => ({ ...without(a, 'Host'), version: '1.0' }),
  'names two Hosts': (a, port) => plus(a, 'Host', `localhost:${port}`),
  'asks with a whole address': (a) => ({ ...a, target: `http://evil.com${a.target}` }),
  'asks for a path that begins with two slashes': (a) => ({ ...a, target: `//evil.com${a.target}` }),
  'comes from a foreign page': (a) => plus(a, 'Origin', 'http://evil.com'),
  'comes from a page without an origin': (a) => plus(a, 'Origin', 'null'),
  'comes from an origin that begins like ours': (a) => plus(a, 'Origin', 'http://localhost:80.evil.com'),
  'comes from our name in TLS': (a, port) => plus(a, 'Origin', `https://127.0.0.1:${port}`),
  'comes from another door of this machine': (a, port) => plus(a, 'Origin', `http://127.0.0.1:${port + 1}`),
  'comes from our other name': (a, port) => plus(a, 'Origin', `http://localhost:${port}`),
  'names two origins': (a, port) => plus(plus(a, 'Origin', `http://127.0.0.1:${port}`), 'Origin', 'http://evil.com'),
  'is sent by a foreign site': (a) => plus(a, 'Sec-Fetch-Site', 'cross-site'),
  'is sent by another port of this machine': (a) => plus(a, 'Sec-Fetch-Site', 'same-site'),
  'is a form of a foreign site': (a) =>
    set(plus(plus(without(a, 'Cookie'), 'Origin', 'http://evil.com'), 'Sec-Fetch-Site', 'cross-site'), 'Content-Type', 'text/plain'),
};

const refused = [400, 401, 403];

describe('the browser door', () => {
  it('has every kind of way in in its list', () => {
    expect(server.routes.map(({ path }) => path)).toEqual(expect.arrayContaining(['/', '/call/', '/upload', '/media/', '/events']));
    expect(Object.keys(callers).length).toBeGreaterThanOrEqual(25);
  });

  it('lets a good caller in on every route', async () => {
    for (const route of server.routes) {
      const answer = await rawHttp(server.port, text(good(route)));
      expect({ path: route.path, refused: refused.includes(answer.status) || answer.status === 0 }).toEqual({
        path: route.path,
        refused: false,
      });
    }
  });

  for (const [name, spoil] of Object.entries(callers)) {
    it(`refuses, on every route, a caller that ${name}`, async () => {
      const before = core.calls.length;
      for (const route of server.routes) {
        const answer = await rawHttp(server.port, text(spoil(good(route), server.port, server.token)));
        expect({ path: route.path, status: answer.status }).toEqual({ path: route.path, status: expect.toBeOneOf(refused) });
        expect(answer.text).not.toContain(server.token);
      }
      expect(core.calls.length).toBe(before);
    });
  }

  it('refuses the token in the address anywhere but at the entrance', async () => {
    for (const route of server.routes.filter(({ path }) => path !== '/')) {
      const asked = without(good(route), 'Cookie');
      const answer = await rawHttp(server.port, text({ ...asked, target: `${asked.target.split('?')[0]}?token=${server.token}` }));
      expect({ path: route.path, status: answer.status }).toEqual({ path: route.path, status: expect.toBeOneOf(refused) });
    }
  });

  it('refuses a WebSocket on every path but that of the events', async () => {
    const events = server.routes.find(({ upgrade }) => upgrade);
    expect(events).toBeDefined();
    if (!events) return;
    for (const target of ['/', '/call/projects.list', '/upload', '/media/items/1/0', '/events/', '/EVENTS', '/nothing']) {
      const answer = await rawHttp(server.port, text({ ...good(events), target }));
      expect({ target, status: answer.status }).toEqual({ target, status: 404 });
    }
  });

  it('never writes the token into the log', () => {
    expect(core.lines.length).toBeGreaterThan(100);
    expect(core.lines.join('')).not.toContain(server.token);
  });
});
