import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { type CsvRow, readCsv } from './csv.ts';
import type { LabelledFile } from './folder-scan.ts';
import { isImageName } from './images/endings.ts';
import { entriesOf, type Tree } from './walk.ts';

/** A CSV with a file and its label a row. */
export interface LabelsFile {
  name: string;
  rows: CsvRow[];
}

const mostBytes = 256e6;

const tells = /label|annotation|class/i;

/**
 * The CSV that labels the images of a folder, or null: one that names images in its first rows. With `anyName` it may be
 * called anything; beside class folders only a name that says "labels" counts, since the folders say it all.
 */
export async function findLabelsFile(folder: string, anyName: boolean): Promise<LabelsFile | null> {
  const entries = await entriesOf(folder).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && /\.csv$/i.test(entry.name)).map((entry) => entry.name);
  names.sort((a, b) => Number(tells.test(b)) - Number(tells.test(a)));
  for (const name of names.filter((each) => anyName || tells.test(each))) {
    const path = join(folder, name);
    if ((await stat(path)).size > mostBytes) continue;
    const rows = [...readCsv(await readFile(path, 'utf8'))];
    const sample = rows.filter((row) => 'cells' in row).slice(0, 20);
    if (sample.some((row) => 'cells' in row && row.cells.length === 2 && isImageName(row.cells[0]?.trim() ?? ''))) return { name, rows };
  }
  return null;
}

/** Gives the images their labels; what does not fit together goes to `skipped`, each row and each image once. */
export function labelledFiles(labels: LabelsFile, images: string[], skipped: Tree['skipped']): LabelledFile[] {
  const known = new Set(images);
  const taken = new Map<string, string>();
  for (const [i, row] of labels.rows.entries()) {
    const read = readRow(row, known, taken);
    if (typeof read !== 'string') taken.set(read.path, read.label);
    // The first row may be the header, which names no image.
    else if (i > 0 || !isHeader(row)) skipped.push({ path: `${labels.name}, line ${row.line}`, reason: read });
  }
  for (const path of images) if (!taken.has(path)) skipped.push({ path, reason: `it has no label in ${labels.name}` });
  return [...taken].map(([path, label]) => ({ path, label, split: null }));
}

const isHeader = (row: CsvRow): boolean => 'cells' in row && row.cells.length === 2 && !isImageName(row.cells[0]?.trim() ?? '');

/** The image a row names and its label, or why it cannot be taken. */
function readRow(row: CsvRow, known: ReadonlySet<string>, taken: ReadonlyMap<string, string>): { path: string; label: string } | string {
  if ('problem' in row) return row.problem;
  if (row.cells.length !== 2) return `a row must have 2 cells, file and label; got ${row.cells.length}`;
  const [file = '', label = ''] = row.cells.map((cell) => cell.trim());
  const path = posix.normalize(file.replaceAll('\\', '/'));
  if (path.startsWith('../') || path.startsWith('/') || /^[a-z]:/i.test(path)) return `a file must lie in the folder; got "${file}"`;
  if (label === '') return `a label must not be empty; got none for "${file}"`;
  if (!known.has(path)) return `the file must be there; "${file}" is not`;
  const before = taken.get(path);
  if (before !== undefined && before !== label) return `a file must have one label; "${file}" is "${before}" already`;
  return { path, label };
}
