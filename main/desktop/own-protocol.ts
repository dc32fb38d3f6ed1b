import { protocol, type Session } from 'electron';
import { dataHeaders, windowHeaders } from '../content-policy.ts';
import type { Core } from '../core.ts';
import type { WindowFile } from '../window-files.ts';
import { pathOf, scheme } from './address.ts';

/** Must run before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

const nothing = () => new Response('There is nothing here.', { status: 404, headers: { ...dataHeaders, 'content-type': 'text/plain' } });

/** Serves app://unfold/…: the built window from its fixed list, and pictures through the core. No path reaches the disk. */
export function serveScheme(session: Session, core: Core, files: ReadonlyMap<string, WindowFile>): void {
  session.protocol.handle(scheme, async (request) => {
    const asked = pathOf(request.url);
    if (asked === null || (request.method !== 'GET' && request.method !== 'HEAD')) return nothing();
    const file = files.get(asked.path);
    if (file !== undefined) return new Response(file.body, { headers: { ...windowHeaders([]), 'content-type': file.type } });
    if (!asked.path.startsWith('/media/')) return nothing();
    const { status, type, body, maxAge } = await core.media(asked.path + asked.query, request.signal);
    // Copied: Electron takes no buffer that is a view of another one.
    return new Response(Uint8Array.from(body), {
      status,
      headers: { ...dataHeaders, 'content-type': type, 'cache-control': `private, max-age=${maxAge}` },
    });
  });
}
