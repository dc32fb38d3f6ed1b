/** The window's own scheme: standard and secure, so that it has an origin, storage and the camera like a site. */
export const scheme = 'app';
export const origin = `${scheme}://unfold`;

/** Whether an address is a page of ours; nothing else may ever be shown in the window. */
export function isOurs(address: string): boolean {
  try {
    const { protocol, host, username, password, port } = new URL(address);
    return protocol === `${scheme}:` && host === 'unfold' && username === '' && password === '' && port === '';
  } catch {
    return false;
  }
}

/** What a request for our scheme is after: its path and query as they stand; null for another host or a spoilt address. */
export function pathOf(address: string): { path: string; query: string } | null {
  if (!isOurs(address)) return null;
  const { pathname, search } = new URL(address);
  return { path: pathname, query: search };
}
