import { describe, expect, it } from 'vitest';
import { newSecret, sameSecret, Tickets } from '#main/server/secret.ts';

describe('secrets', () => {
  it('are 256 bits, never the same twice', () => {
    const secrets = new Set(Array.from({ length: 1000 }, newSecret));
    expect(secrets.size).toBe(1000);
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url').length).toBe(32);
  });

  it('are the same only as a whole', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    expect(sameSecret('abc', 'abd')).toBe(false);
    expect(sameSecret('abc', 'ab')).toBe(false);
    expect(sameSecret('', 'abc')).toBe(false);
  });
});

describe('tickets', () => {
  it('open once', () => {
    const tickets = new Tickets();
    const ticket = tickets.issue();
    expect(tickets.redeem(ticket)).toBe(true);
    expect(tickets.redeem(ticket)).toBe(false);
  });

  it('open within their lifetime only', () => {
    const tickets = new Tickets(1000);
    const ticket = tickets.issue(0);
    expect(tickets.redeem(ticket, 1001)).toBe(false);
    expect(tickets.redeem(ticket, 500)).toBe(false);
  });

  it('do not open when nobody issued them', () => {
    const tickets = new Tickets();
    tickets.issue();
    expect(tickets.redeem('')).toBe(false);
    expect(tickets.redeem(newSecret())).toBe(false);
  });
});
