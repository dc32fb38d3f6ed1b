import type { ServerResponse } from 'node:http';
import type { Doorway, Refusal, Visit } from './caller.ts';
import { cookieName, fromAnotherSite, isNavigation } from './caller.ts';
import { reply } from './reply.ts';
import { sameSecret, type Tickets } from './secret.ts';

/** Whether somebody comes with an address that holds a secret, `/?token=…`; from another site only a person may, in a tab. */
export const isEntrance = (visit: Visit): boolean =>
  visit.method === 'GET' && /^\/\?(?:.*&)?token=/.test(visit.url) && (!fromAnotherSite(visit) || isNavigation(visit));

const page = (title: string, text: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}<style>body{font:16px/1.5 system-ui;margin:20vh auto;max-width:34rem;padding:0 1rem;color-scheme:light dark}</style></head><body><h1>${title}</h1><p>${text}</p></body></html>`;

const pageHeaders = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'" };
const html = 'text/html; charset=utf-8';

/** What a person sees who may not come in; nothing of the request is repeated in it. */
export function replyClosed(response: ServerResponse, { status }: Refusal): void {
  const text =
    'Open the address that <code>unfold serve</code> or <code>npm start</code> printed in the terminal, with its token. It belongs to this start of Unfold: an older one no longer fits.';
  reply(response, status, html, page('This door needs its token', text), { ...pageHeaders, connection: 'close' });
}

/**
 * GET /?token=…: takes the token or a ticket out of the address and into a cookie. A link on another site gets a page that
 * goes on by itself: browsers send no strict cookie along a redirect that began elsewhere.
 */
export function answerEntrance(visit: Visit, response: ServerResponse, doorway: Doorway, tickets: Tickets): void {
  const shown = new URLSearchParams(visit.url.slice(2)).get('token') ?? '';
  if (!sameSecret(shown, doorway.token) && !tickets.redeem(shown)) return replyClosed(response, { status: 403, why: 'the token is wrong' });
  const cookie = `${cookieName(doorway.port)}=${doorway.token}; HttpOnly; SameSite=Strict; Path=/`;
  if (fromAnotherSite(visit)) {
    const onward = page('Opening Unfold', '<a href="/">Go on</a>', '<meta http-equiv="refresh" content="0;url=/">');
    return reply(response, 200, html, onward, { ...pageHeaders, 'set-cookie': cookie });
  }
  reply(response, 303, 'text/plain', '', { location: '/', 'set-cookie': cookie });
}
