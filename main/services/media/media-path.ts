/** What a path below /media/ asks for. */
export type MediaRequest =
  | { kind: 'item'; dataset: number; index: number; size: number }
  | { kind: 'seen'; dataset: number; index: number }
  | { kind: 'cell'; dataset: number; column: number; row: number; size: number }
  | { kind: 'file'; run: number; path: string; size: number }
  | { kind: 'export'; id: number }
  | { kind: 'table'; job: number };

const sizes = { least: 16, most: 2048 } as const;

/** Reads a path with its query; null for anything that is not exactly one of ours. */
export function parseMediaPath(path: string): MediaRequest | null {
  const [route = '', query = '', ...rest] = path.split('?');
  if (rest.length > 0) return null;
  const asked = new URLSearchParams(query);
  const size = sizeOf(asked.get('size'));
  if (size === null) return null;
  if (route === '/media/file') {
    const run = whole(asked.get('run') ?? '');
    const file = asked.get('path') ?? '';
    return run === null || file === '' || file.includes('\0') ? null : { kind: 'file', run, path: file, size };
  }
  const exported = whole(/^\/media\/exports\/(\d+)\.zip$/.exec(route)?.[1] ?? '');
  if (exported !== null) return { kind: 'export', id: exported };
  const table = whole(/^\/media\/tables\/(\d+)\.csv$/.exec(route)?.[1] ?? '');
  if (table !== null) return { kind: 'table', job: table };
  const [, ...cell] = /^\/media\/cells\/(\d+)\/(\d+)\/(\d+)$/.exec(route) ?? [];
  if (cell.length === 3) {
    const [of, column, row] = cell.map(whole);
    return of == null || column == null || row == null ? null : { kind: 'cell', dataset: of, column, row, size };
  }
  const [, what, first = '', second = ''] = /^\/media\/(items|seen)\/(\d+)\/(\d+)$/.exec(route) ?? [];
  const dataset = whole(first);
  const index = whole(second);
  if (what === undefined || dataset === null || index === null) return null;
  return what === 'items' ? { kind: 'item', dataset, index, size } : { kind: 'seen', dataset, index };
}

/** A number of digits that a row can have. */
function whole(text: string): number | null {
  const value = Number(text);
  return /^\d{1,15}$/.test(text) && Number.isSafeInteger(value) ? value : null;
}

/** The longest side asked for, in pixels, brought between the bounds; without one, the most. */
function sizeOf(text: string | null): number | null {
  if (text === null) return sizes.most;
  const value = whole(text);
  return value === null ? null : Math.min(sizes.most, Math.max(sizes.least, value));
}
