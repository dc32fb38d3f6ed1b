/** Where the window is: a view, of a project or of the workspace, and what is chosen in it. */
export interface Address {
  /** Name of the feature. */
  view: string;
  project: number | null;
  /** What follows: the object chosen, and deeper. */
  path: readonly string[];
  query: Readonly<Record<string, string>>;
}

export const home: Address = { view: 'home', project: null, path: [], query: {} };

/** Reads an address like `#/p/3/train/12?epoch=4`; what is no address is Home. A project's bare address is its data. */
export function parseAddress(hash: string): Address {
  const [route = '', search = ''] = hash.replace(/^#?\/?/, '').split('?');
  const parts = route
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  const query = Object.fromEntries(new URLSearchParams(search));
  const [first, second, third, ...rest] = parts;
  if (first === undefined) return { ...home, query };
  if (first !== 'p') return { view: first, project: null, path: parts.slice(1), query };
  const project = second === 'new' ? null : Number(second);
  if (project !== null && !(Number.isSafeInteger(project) && project > 0)) return home;
  return { view: third ?? 'data', project, path: rest, query };
}

/** Writes an address. Views of a project need one; `data` without is where a new project begins: `#/p/new/data`. */
export function formatAddress(address: Partial<Address> & { view: string }, workspaceViews: ReadonlySet<string>): string {
  const { view, project = null, path = [], query = {} } = address;
  const search = new URLSearchParams(query).toString();
  const tail = path.map((part) => `/${encodeURIComponent(part)}`).join('') + (search === '' ? '' : `?${search}`);
  if (view === 'home') return `#/${tail.replace(/^\//, '')}`;
  if (workspaceViews.has(view)) return `#/${view}${tail}`;
  return `#/p/${project ?? 'new'}/${view}${tail}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
