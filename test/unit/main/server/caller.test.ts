import { describe, expect, it } from 'vitest';
import { type Doorway, fromAnotherSite, isNavigation, refusal, strangerRefusal, type Visit } from '#main/server/caller.ts';

const doorway: Doorway = { port: 4711, token: 'a'.repeat(43), openAs: null };

const visit = (headers: Record<string, string>, method = 'GET', url = '/'): Visit => ({
  method,
  url,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  rawHeaders: Object.entries(headers).flat(),
});
const good = { Host: '127.0.0.1:4711', Cookie: `unfold-4711=${doorway.token}` };

describe('refusal', () => {
  it('lets the cookie in', () => {
    expect(refusal(visit(good), doorway)).toBeNull();
  });

  it('lets the bearer in', () => {
    expect(refusal(visit({ Host: 'localhost:4711', Authorization: `Bearer ${doorway.token}` }), doorway)).toBeNull();
  });

  it('finds the cookie among others, and among two of its name', () => {
    const Cookie = `theme=dark; unfold-4711=old; unfold-4711=${doorway.token}; x=y`;
    expect(refusal(visit({ ...good, Cookie }), doorway)).toBeNull();
  });

  it('takes our own origin', () => {
    expect(refusal(visit({ ...good, Origin: 'http://127.0.0.1:4711' }), doorway)).toBeNull();
  });

  it('takes names in capitals', () => {
    expect(refusal(visit({ ...good, Host: 'LocalHost:4711' }), doorway)).toBeNull();
  });

  it('takes the IPv6 loopback', () => {
    expect(refusal(visit({ ...good, Host: '[::1]:4711' }), doorway)).toBeNull();
  });

  it('takes a Host without a port on port 80 only', () => {
    expect(strangerRefusal(visit({ Host: 'localhost' }), { ...doorway, port: 80 })).toBeNull();
    expect(strangerRefusal(visit({ Host: 'localhost' }), doorway)).not.toBeNull();
  });

  it('says 401 for a missing token, so that people are told where it is', () => {
    expect(refusal(visit({ Host: good.Host }), doorway)?.status).toBe(401);
  });
});

describe('a door that is open to other machines', () => {
  const open: Doorway = { ...doorway, openAs: 'Lab-Box' };

  it.each(['192.168.1.7:4711', '[fe80::1]:4711', 'lab-box:4711', 'localhost:4711'])('takes %s', (Host) => {
    expect(refusal(visit({ ...good, Host }), open)).toBeNull();
  });

  it.each(['evil.com:4711', 'lab-box.evil.com:4711', '192.168.1.7.evil.com:4711', '999.1.1.1:4711', '[evil]:4711'])(
    'refuses %s',
    (Host) => {
      expect(refusal(visit({ ...good, Host }), open)?.status).toBe(403);
    },
  );

  it('keeps its token', () => {
    expect(refusal(visit({ Host: '192.168.1.7:4711' }), open)?.status).toBe(401);
  });
});

describe('where a request comes from', () => {
  it('knows a page of another site', () => {
    expect(fromAnotherSite(visit({ 'Sec-Fetch-Site': 'cross-site' }))).toBe(true);
    expect(fromAnotherSite(visit({ 'Sec-Fetch-Site': 'same-site' }))).toBe(true);
    expect(fromAnotherSite(visit({ 'Sec-Fetch-Site': 'none' }))).toBe(false);
    expect(fromAnotherSite(visit({}))).toBe(false);
  });

  it('knows a person opening an address', () => {
    expect(isNavigation(visit({ 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }))).toBe(true);
    expect(isNavigation(visit({ 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }))).toBe(false);
    expect(isNavigation(visit({ 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }))).toBe(false);
    expect(isNavigation(visit({}, 'POST'))).toBe(false);
  });
});
