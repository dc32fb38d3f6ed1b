import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Problem } from '../texts/source.ts';
import { imagePath } from './image-path.ts';
import { isMissing } from './missing.ts';
import type { TableLook, TableShape } from './source.ts';

/** A path that is shown cut off cannot be looked for. */
const cutMark = '…';

/**
 * A look at a table that tells which columns of images name files that are not there, by its first rows. A column of which none is there
 * is free text, unless `shape` says that it holds images.
 */
export async function withImagesThere(look: TableLook, { columns: asked = [] }: TableShape): Promise<TableLook> {
  const folder = dirname(look.path);
  const columns: TableLook['columns'] = [];
  const problems: Problem[] = [];
  for (const [place, column] of look.columns.entries()) {
    const { absent, named } = column.type === 'image' ? await absentIn(look, place, folder) : { absent: [], named: 0 };
    const isText = named > 0 && absent.length === named && asked.find(({ name }) => name === column.name)?.type !== 'image';
    columns.push(isText ? { ...column, type: 'text' } : column);
    if (absent.length === 0) continue;
    problems.push({
      column: column.name,
      message: `"${column.name}" must name images that are there; ${absent.length.toLocaleString('en')} of the first ${named.toLocaleString('en')} are not, such as "${absent[0]}".`,
      remedy: `They are looked for in ${folder} and below. ${isText ? 'The column is left out as free text' : 'Rows without their image are left out'}.`,
    });
  }
  return { ...look, columns, problems: [...look.problems, ...problems] };
}

async function absentIn({ preview }: TableLook, place: number, folder: string): Promise<{ absent: string[]; named: number }> {
  const cells = preview.flatMap(({ cells }) => cells[place]?.trim() ?? []);
  const named = [...new Set(cells.filter((cell) => !isMissing(cell) && !cell.endsWith(cutMark)))];
  const there = await Promise.all(named.map((cell) => isFile(imagePath(folder, cell))));
  return { absent: named.filter((_, at) => there[at] !== true), named: named.length };
}

const isFile = async (path: string | null): Promise<boolean> => path !== null && (await stat(path).catch(() => null))?.isFile() === true;
