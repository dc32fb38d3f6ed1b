import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import type { CallOutput } from '#app/contract/index.ts';
import type { SplitName } from '#app/data/images.ts';
import { readPartsFile } from './parts-file.ts';
import { openTable } from './stored-table.ts';

/** A page of a table's rows, of one part or of all; of series a part's rows are those that its windows begin at. Rejects with dataset-damaged. */
export async function tableRows(
  folder: string,
  { table: facts }: Pick<Dataset, 'table'>,
  part: SplitName | undefined,
  { offset, limit }: { offset: number; limit: number },
): Promise<CallOutput<'datasets.rows'>> {
  if (facts === null) return { rows: [], total: 0 };
  const table = await openTable(folder);
  const of = part === undefined ? null : (await readPartsFile(join(folder, facts.prepared), table.rows))[part];
  const total = of?.length ?? table.rows;
  const end = Math.min(total, offset + limit);
  const places = of?.subarray(offset, end) ?? Int32Array.from({ length: Math.max(0, end - offset) }, (_, place) => offset + place);
  const { lines, columns } = await table.rowsAt(places);
  const rows = Array.from(places, (index, place) => ({
    index,
    line: lines[place] ?? 0,
    cells: columns.map((cells) => cells[place] ?? null),
  }));
  return { rows, total };
}
