import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decode, encode } from '#app/contract/codec.ts';
import type { Event } from '#app/contract/events.ts';
import { type RunningServer, startServer } from '#main/server/server.ts';
import { type EchoCore, echoCore } from '#test/helpers/echo-core.ts';
import { rawHttp } from '#test/helpers/raw-http.ts';

let core: EchoCore;
let server: RunningServer;
let base: string;

const index = { body: Buffer.from('<!doctype html>'), type: 'text/html; charset=utf-8', hashed: false };
const script = { body: Buffer.from('1'), type: 'text/javascript; charset=utf-8', hashed: true };
const files = new Map([
  ['/', index],
  ['/index.html', index],
  ['/assets/index-abcdefgh.js', script],
]);

beforeAll(async () => {
  core = echoCore();
  mkdirSync(core.folders.uploads, { recursive: true });
  server = await startServer({ core, files });
  base = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server.close();
  rmSync(core.folders.root, { recursive: true, force: true });
});

const bearer = () => ({ authorization: `Bearer ${server.token}` });
const call = (name: string, body: BodyInit, type: string) =>
  fetch(`${base}/call/${name}`, { method: 'POST', headers: { ...bearer(), 'content-type': type }, body });

describe('the entrance', () => {
  // Node's own client names itself in these headers; a browser's are sent as bytes.
  const navigate = (headers: string) =>
    rawHttp(
      server.port,
      `GET /?token=${server.token} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\nSec-Fetch-Mode: navigate\r\n${headers}\r\n`,
    );
  const enter = (token: string, headers: Record<string, string> = {}) => fetch(`${base}/?token=${token}`, { redirect: 'manual', headers });

  it('turns the token of the address into a cookie and takes it out of the address', async () => {
    const answer = await enter(server.token);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    expect(answer.headers.get('set-cookie')).toBe(`unfold-${server.port}=${server.token}; HttpOnly; SameSite=Strict; Path=/`);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('sends a person who follows a link elsewhere on by a page, since a redirect would lose the strict cookie', async () => {
    const answer = await navigate('Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: document\r\n');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('url=/');
    expect(answer.text).toContain('SameSite=Strict');
  });

  it('lets an opening address in once', async () => {
    const ticket = new URL(server.openingAddress()).searchParams.get('token') ?? '';
    expect(ticket).not.toBe(server.token);
    expect((await enter(ticket)).status).toBe(303);
    expect((await enter(ticket)).status).toBe(403);
  });

  it('gives no cookie for a wrong token and repeats nothing of it', async () => {
    const answer = await enter('<script>alert(1)</script>');
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).not.toContain('alert');
  });

  it('is no door for a program of another page', async () => {
    expect(
      (await enter(server.token, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' })).status,
    ).toBe(403);
    expect((await navigate('Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: iframe\r\n')).status).toBe(403);
    expect((await enter(server.token, { origin: 'http://evil.com' })).status).toBe(403);
  });
});

describe('calls', () => {
  it('carry typed arrays both ways', async () => {
    const input = { values: new Float32Array([1.5, -2]), steps: new Float64Array([1e300]), bytes: new Uint8Array([0, 255]) };
    const answer = await call('runs.steps', encode(input), 'application/msgpack');
    expect(decode(await answer.arrayBuffer())).toEqual({ ok: true, value: { name: 'runs.steps', input } });
  });

  it('speak JSON to who asks in JSON', async () => {
    const answer = await call('runs.get', JSON.stringify({ run: 1 }), 'application/json; charset=utf-8');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ ok: true, value: { name: 'runs.get', input: { run: 1 } } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])(
    'take no %s, which a form could send',
    async (type) => {
      const before = core.calls.length;
      expect((await call('projects.list', '{}', type)).status).toBe(415);
      expect(core.calls.length).toBe(before);
    },
  );

  it('are refused whole where the body is not', async () => {
    expect((await call('projects.list', '{"a":', 'application/json')).status).toBe(400);
    expect((await call('projects.list', new Uint8Array([0xdf, 0xff, 0xff, 0xff, 0xff]), 'application/msgpack')).status).toBe(400);
    expect((await call('projects.list', new Uint8Array(), 'application/msgpack')).status).toBe(400);
  });

  it('change no prototype', async () => {
    await call('projects.list', '{"__proto__": {"polluted": 1}}', 'application/json');
    const map = encode({ a: 1 });
    const poisoned = Buffer.from([0x81, 0xa9, ...Buffer.from('__proto__'), ...map]);
    expect((await call('projects.list', poisoned, 'application/msgpack')).status).toBe(400);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('of more than 80 MiB are refused by their length, before they are sent', async () => {
    const head = `POST /call/projects.list HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${server.token}\r\nContent-Type: application/json\r\nContent-Length: ${81 * 2 ** 20}\r\n\r\n`;
    expect((await rawHttp(server.port, head)).status).toBe(413);
  });

  it('of more than 80 MiB are refused while they come, where no length is told', async () => {
    const chunk = Buffer.alloc(2 ** 20);
    async function* endless() {
      for (let sent = 0; sent < 90; sent++) yield chunk;
    }
    const sent = fetch(`${base}/call/projects.list`, {
      method: 'POST',
      headers: { ...bearer(), 'content-type': 'application/msgpack' },
      // Node's fetch takes any stream of bytes, and wants to be told that it only goes one way; the browser's types know neither.
      body: endless() as unknown as BodyInit,
      ...{ duplex: 'half' },
    });
    // The door may close before the sender has read its answer.
    expect(await sent.then(({ status }) => status).catch(() => 413)).toBe(413);
  });

  it('tell the core when the caller gave up', async () => {
    const gaveUp = new AbortController();
    const waiting = echoCore();
    const slow = await startServer({
      core: {
        ...waiting,
        call: (_name, _input, { signal }) =>
          new Promise((resolve) => signal?.addEventListener('abort', () => resolve({ ok: true, value: gaveUp.abort() }))),
      },
      files,
    });
    const asked = rawHttp(
      slow.port,
      `POST /call/a.b HTTP/1.1\r\nHost: 127.0.0.1:${slow.port}\r\nAuthorization: Bearer ${slow.token}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
      200,
    );
    await asked;
    await expect.poll(() => gaveUp.signal.aborted).toBe(true);
    await slow.close();
  });
});

describe('the window', () => {
  const get = (path: string) =>
    rawHttp(
      server.port,
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: unfold-${server.port}=${server.token}\r\nConnection: close\r\n\r\n`,
    );

  it('may run scripts of its own files only, and stands in no frame', async () => {
    const answer = await fetch(`${base}/`, { headers: bearer() });
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port}`);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    expect(answer.headers.get('permissions-policy')).toContain('camera=(self)');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['/', '/call/projects.list', '/media/items/1/0', '/nothing'])(
    '%s is sniffed by no browser and read by no other origin',
    async (path) => {
      const { headers } = await fetch(base + path, { headers: bearer() });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    },
  );

  it('is asked for anew, its hashed files once', async () => {
    expect((await fetch(`${base}/`, { headers: bearer() })).headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(`${base}/assets/index-abcdefgh.js`, { headers: bearer() })).headers.get('cache-control')).toContain('immutable');
  });

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%252f..%252fetc/passwd',
    '/assets/../../main/cli.js',
    '/assets/..\\..\\main\\cli.js',
    '/assets/%00index-abcdefgh.js',
    '/assets/index-abcdefgh.js%00.html',
    '/assets/',
    '/assets',
    '/INDEX.HTML',
    '/index.html/',
    '/./index.html',
    '/constructor',
    '/__proto__',
    '/package.json',
    '/etc/passwd',
  ])('has nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('is read, not written', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect((await fetch(`${base}/index.html`, { method, headers: bearer() })).status).toBe(405);
    }
  });

  it('answers HEAD without a body', async () => {
    const answer = await fetch(`${base}/`, { method: 'HEAD', headers: bearer() });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });
});

describe('pictures', () => {
  it('are answered by the core, path and query as they came', async () => {
    const answer = await fetch(`${base}/media/file?run=1&path=a%2Fb.png`, { headers: bearer() });
    expect(await answer.text()).toBe('/media/file?run=1&path=a%2Fb.png');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });
});

describe('events', () => {
  const event = (seq: number): Event => ({ seq, at: 0, type: 'changed', what: 'runs', project: null, id: null });
  const listen = () => new WebSocket(`ws://127.0.0.1:${server.port}/events`, { headers: bearer() });
  const opened = (socket: WebSocket) => new Promise((resolve) => socket.once('open', resolve));

  it('come in order, several a message, and none is lost', async () => {
    const socket = listen();
    const heard: Event[] = [];
    let messages = 0;
    socket.on('message', (data: Buffer) => {
      messages++;
      heard.push(...(decode(data) as Event[]));
    });
    await opened(socket);
    for (let seq = 1; seq <= 5000; seq++) core.tell(event(seq));
    await expect.poll(() => heard.length).toBe(5000);
    expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: 5000 }, (_, at) => at + 1));
    expect(messages).toBeLessThan(50);
    socket.close();
  });

  it('drop a client that does not read, while the others go on', async () => {
    const slow = connect(server.port, '127.0.0.1');
    slow.write(
      `GET /events HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${server.token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    );
    slow.pause();
    const quick = listen();
    let last = 0;
    quick.on('message', (data: Buffer) => {
      last = (decode(data) as Event[]).at(-1)?.seq ?? last;
    });
    await opened(quick);
    const values = new Float32Array(500_000);
    for (let seq = 1; seq <= 30; seq++) {
      core.tell({ seq, at: 0, type: 'steps', run: 1, steps: { step: new Float64Array(1), loss: values, figure: values } });
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await expect.poll(() => last).toBe(30);
    const ended = new Promise((resolve) => slow.once('close', resolve));
    slow.on('error', () => {});
    slow.resume();
    await ended;
    quick.close();
  });

  it('close on a client that talks, or sends what is too large', async () => {
    for (const words of ['hello', 'x'.repeat(5000)]) {
      const socket = listen();
      await opened(socket);
      const closed = new Promise<number>((resolve) => socket.once('close', resolve));
      socket.on('error', () => {});
      socket.send(words);
      expect([1008, 1009]).toContain(await closed);
    }
  });
});

describe('uploads', () => {
  const send = async (entries: [name: string, content: string][], folder?: string) => {
    const form = new FormData();
    if (folder !== undefined) form.set('folder', folder);
    for (const [name, content] of entries) form.append('file', new Blob([content]), name);
    const answer = await fetch(`${base}/upload`, { method: 'POST', headers: bearer(), body: form });
    return decode(await answer.arrayBuffer()) as
      | { ok: true; value: { folder: string } }
      | { ok: false; error: { code: string; message: string } };
  };
  const uploads = () => join(core.folders.root, 'uploads');
  const folderOf = (answer: Awaited<ReturnType<typeof send>>): string => {
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value.folder;
  };

  it('lay a folder of classes down, in several parts', async () => {
    const folder = folderOf(
      await send([
        ['rose/1.png', 'a'],
        ['薔薇/"2".png', 'b'],
      ]),
    );
    expect(folderOf(await send([['rose/3.png', 'c']], folder))).toBe(folder);
    expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual([
      'rose',
      'rose/1.png',
      'rose/3.png',
      '薔薇',
      '薔薇/"2".png',
    ]);
    expect(readFileSync(join(folder, 'rose', '3.png'), 'utf8')).toBe('c');
  });

  it('lead nowhere else, whatever files are called', async () => {
    const folder = folderOf(
      await send([
        ['../../../escape.png', 'x'],
        ['/tmp/escape.png', 'y'],
        ['..\\escape2.png', 'z'],
      ]),
    );
    expect(folder.startsWith(uploads())).toBe(true);
    expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual(['escape.png', 'escape2.png', 'tmp', 'tmp/escape.png']);
  });

  it('go on with folders of their own only', async () => {
    const before = readdirSync(uploads()).length;
    for (const foreign of ['/tmp', core.folders.root, '../x', '__proto__']) {
      const folder = folderOf(await send([['a.png', 'x']], foreign));
      expect(folder).not.toBe(foreign);
      expect(folder.startsWith(uploads())).toBe(true);
    }
    expect(readdirSync(uploads()).length).toBe(before + 4);
  });

  it('leave nothing of one that fails', async () => {
    const before = readdirSync(uploads()).length;
    const answer = await send([
      ['good/a.png', 'x'],
      ['..', 'y'],
    ]);
    expect(answer).toMatchObject({ ok: false, error: { code: 'upload-failed' } });
    expect(readdirSync(uploads()).length).toBe(before);
  });

  it('without a file, and what is no form, are refused in words', async () => {
    expect(await send([])).toMatchObject({ ok: false, error: { code: 'upload-failed' } });
    const answer = await fetch(`${base}/upload`, {
      method: 'POST',
      headers: { ...bearer(), 'content-type': 'application/json' },
      body: '{}',
    });
    expect(decode(await answer.arrayBuffer())).toMatchObject({ ok: false, error: { code: 'upload-failed' } });
  });

  it('that are cut off leave nothing', async () => {
    const before = readdirSync(uploads()).length;
    const head = `POST /upload HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${server.token}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="rose/1.png"\r\n\r\nhalf`;
    await rawHttp(server.port, head, 200);
    await expect.poll(() => readdirSync(uploads()).length).toBe(before);
  });
});

describe('the door as a whole', () => {
  it('says which port is taken', async () => {
    await expect(startServer({ core, files, port: server.port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(String(server.port)),
    });
  });

  it('says which address cannot be had', async () => {
    await expect(startServer({ core, files, host: '203.0.113.7' })).rejects.toMatchObject({ code: 'address-unusable' });
  });

  it('keeps its token where other machines can knock', async () => {
    const open = await startServer({ core, files, host: '0.0.0.0' });
    const get = (host: string, more = '') =>
      rawHttp(open.port, `GET / HTTP/1.1\r\nHost: ${host}:${open.port}\r\nConnection: close\r\n${more}\r\n`);
    expect(open.farAddress).toContain(`/?token=${open.token}`);
    expect((await get('192.168.1.7')).status).toBe(401);
    expect((await get('192.168.1.7', `Cookie: unfold-${open.port}=${open.token}\r\n`)).status).toBe(200);
    expect((await get('evil.com', `Cookie: unfold-${open.port}=${open.token}\r\n`)).status).toBe(403);
    await open.close();
  });

  it('gives a caller ten seconds to say what it wants', async () => {
    const slow = connect(server.port, '127.0.0.1');
    slow.resume().write('GET / HTTP/1.1\r\nHost: 127.0.0.1');
    const since = Date.now();
    await new Promise((resolve) => slow.once('close', resolve).once('error', () => {}));
    expect(Date.now() - since).toBeLessThan(15_000);
  });

  it('closes though an answer never comes', async () => {
    const stuck = await startServer({ core: { ...echoCore(), call: () => new Promise(() => {}) }, files });
    const head = `POST /call/a.b HTTP/1.1\r\nHost: 127.0.0.1:${stuck.port}\r\nAuthorization: Bearer ${stuck.token}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
    const asked = rawHttp(stuck.port, head, 20_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const since = Date.now();
    await stuck.close();
    expect(Date.now() - since).toBeLessThan(4000);
    expect((await asked).status).toBe(0);
  });

  it('closes though somebody still listens', async () => {
    const other = await startServer({ core, files });
    const socket = new WebSocket(`ws://127.0.0.1:${other.port}/events`, { headers: { authorization: `Bearer ${other.token}` } });
    await new Promise((resolve) => socket.once('open', resolve));
    const since = Date.now();
    await other.close();
    expect(Date.now() - since).toBeLessThan(4000);
  });
});
