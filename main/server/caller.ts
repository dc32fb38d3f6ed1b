import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { sameSecret } from './secret.ts';

/** What a request shows of who sent it. */
export interface Visit {
  method: string;
  /** As on the request line; never decoded. */
  url: string;
  headers: IncomingHttpHeaders;
  /** Names and values in turn: the parsed headers hide that one came twice. */
  rawHeaders: readonly string[];
}

/** The door's own facts that a caller is held against. */
export interface Doorway {
  port: number;
  token: string;
  /** Name of the machine where the door is open beyond it; null where only this machine can reach it. */
  openAs: string | null;
}

export interface Refusal {
  status: 400 | 401 | 403;
  why: string;
}

/** Cookies know no ports: each door has a name of its own. */
export const cookieName = (port: number): string => `unfold-${port}`;

const times = (visit: Visit, name: string): number =>
  visit.rawHeaders.filter((entry, at) => at % 2 === 0 && entry.toLowerCase() === name).length;

/**
 * Whether Host names this door. A foreign name that leads to us is DNS rebinding; an IP address cannot be rebound, so an open
 * door takes any.
 */
function hostFits(host: string, { port, openAs }: Doorway): boolean {
  const suffix = `:${port}`;
  const name = host.endsWith(suffix) ? host.slice(0, -suffix.length) : port === 80 ? host : null;
  if (name === null) return false;
  if (name === '127.0.0.1' || name === 'localhost' || name === '[::1]') return true;
  if (openAs === null) return false;
  return name === openAs.toLowerCase() || isIP(name) === 4 || (name.startsWith('[') && name.endsWith(']') && isIP(name.slice(1, -1)) === 6);
}

/** The names and origins: refused before anything is said, whatever the caller knows. */
export function strangerRefusal(visit: Visit, doorway: Doorway): Refusal | null {
  if (!visit.url.startsWith('/') || visit.url.startsWith('//')) return { status: 400, why: 'the address is not a path' };
  const host = visit.headers.host?.toLowerCase();
  if (host === undefined || times(visit, 'host') !== 1) return { status: 400, why: 'there must be exactly one Host' };
  if (!hostFits(host, doorway)) return { status: 403, why: 'it asked for another host' };
  const origin = visit.headers.origin;
  // Of two, Node makes one text, which is nobody's origin.
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`) return { status: 403, why: 'it comes from another page' };
  return null;
}

/** A page of another site leads here: its requests are refused, but a person may follow a link with the token. */
export const fromAnotherSite = ({ headers }: Visit): boolean => {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

/** Whether a person opens an address in a tab of the browser. */
export const isNavigation = ({ method, headers }: Visit): boolean =>
  method === 'GET' && (headers['sec-fetch-mode'] ?? 'navigate') === 'navigate' && (headers['sec-fetch-dest'] ?? 'document') === 'document';

function* cookies(header: string | undefined, name: string): Generator<string> {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) yield part.slice(at + 1).trim();
  }
}

/** Whether the caller shows the token, as a cookie or as a bearer. */
function knowsToken({ headers }: Visit, { port, token }: Doorway): boolean {
  const bearer = /^Bearer ([\w-]+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return sameSecret(bearer, token);
  for (const value of cookies(headers.cookie, cookieName(port))) if (sameSecret(value, token)) return true;
  return false;
}

/** Why the caller may not use anything behind the door; null where it may. */
export function refusal(visit: Visit, doorway: Doorway): Refusal | null {
  const stranger = strangerRefusal(visit, doorway);
  if (stranger !== null) return stranger;
  if (fromAnotherSite(visit)) return { status: 403, why: 'it comes from another site' };
  return knowsToken(visit, doorway) ? null : { status: 401, why: 'it does not show the token' };
}
