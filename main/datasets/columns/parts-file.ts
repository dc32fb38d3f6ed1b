import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowParts } from '#app/data/tables/parts.ts';
import { appError } from '#app/errors.ts';
import { type Written, writeWhole } from '#main/store/whole-file.ts';

const partsName = 'parts.bin';
const parts = ['train', 'validation', 'test'] as const;

/** Which part each item belongs to: a byte a row of the table, its place in the list of parts, or behind it where it is no item. */
export async function keepPartsFile(folder: string, rows: number, of: RowParts, what: string): Promise<Written> {
  const bytes = new Uint8Array(rows).fill(parts.length);
  for (const [code, part] of parts.entries()) {
    const own = of[part];
    for (let place = 0; place < own.length; place += 1) bytes[own[place] ?? 0] = code;
  }
  return writeWhole(join(folder, partsName), bytes, { what });
}

/** Reads it; rejects with dataset-damaged. */
export async function readPartsFile(folder: string, rows: number): Promise<RowParts> {
  const bytes = await readFile(join(folder, partsName)).catch(() => null);
  if (bytes?.length !== rows) throw appError('dataset-damaged', { folder, problem: `${partsName} must have ${rows} bytes` });
  const counts = [0, 0, 0, 0];
  for (const code of bytes) counts[code] = (counts[code] ?? 0) + 1;
  const [train, validation, test] = counts.map((count) => new Int32Array(count));
  const found = [train ?? new Int32Array(), validation ?? new Int32Array(), test ?? new Int32Array()] as const;
  const filled = [0, 0, 0];
  for (let item = 0; item < bytes.length; item += 1) {
    const code = bytes[item] ?? parts.length;
    const at = filled[code];
    const own = found[code as 0 | 1 | 2];
    if (at === undefined || own === undefined) continue;
    own[at] = item;
    filled[code] = at + 1;
  }
  return { train: found[0], validation: found[1], test: found[2] };
}
