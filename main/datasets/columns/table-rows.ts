import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import type { CallOutput } from '#app/contract/index.ts';
import type { SplitName } from '#app/data/images.ts';
import { readPartsFile } from './parts-file.ts';
import { openTable } from './stored-table.ts';

/** Which rows: of one part, of these places, or all. */
export interface WhichRows {
  split?: SplitName | undefined;
  indices?: readonly number[] | undefined;
}

/**
 * A page of a table's rows, of some or of all; of series a part's rows are those that its windows begin at. Rejects with dataset-damaged.
 */
export async function tableRows(
  folder: string,
  { table: facts }: Pick<Dataset, 'table'>,
  { split, indices }: WhichRows,
  { offset, limit }: { offset: number; limit: number },
): Promise<CallOutput<'datasets.rows'>> {
  if (facts === null) return { rows: [], total: 0 };
  const table = await openTable(folder);
  const part = split === undefined ? null : (await readPartsFile(join(folder, facts.prepared), table.rows))[split];
  const of = indices === undefined ? part : Int32Array.from(indices.filter((index) => index < table.rows));
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
