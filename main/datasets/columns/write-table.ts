import { join } from 'node:path';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { ColumnFacts } from '#main/importers/tables/column-facts.ts';
import type { Shard } from '#main/store/datasets.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import { encodeBlock } from './block-file.ts';
import { writeTable } from './manifest.ts';
import { encodeNumbers } from './number-encoding.ts';
import { rowsName, rowsPerBlock, tableName } from './table-files.ts';

/** Reads rows [from, to) of a column: numbers, or places in its categories; NaN: missing. */
export type ReadRows = (from: number, to: number) => Promise<Float64Array<ArrayBuffer>>;

/** A column of a table that is to be written; free text has nothing to be read. */
export interface WrittenColumn {
  column: Pick<TableColumn, 'name' | 'unit' | 'type' | 'categories' | 'missing'>;
  read: ReadRows | null;
}

/**
 * Writes a table into blocks in a folder that is there, and tells each file. Rows are read a block at a time, from the first to the last.
 * Throws disk-full, write-failed, and what the reading throws.
 */
export async function* writtenTable(
  folder: string,
  { rows, lines, columns }: { rows: number; lines: ReadRows; columns: readonly WrittenColumn[] },
  what: string,
): AsyncGenerator<Shard> {
  const each = rowsPerBlock(columns.length);
  const facts = columns.map(({ column }) => new ColumnFacts(column.type));
  for (let number = 0; number * each < rows; number += 1) {
    const [from, to] = [number * each, Math.min(rows, (number + 1) * each)];
    const encoded = [encodeNumbers(await lines(from, to))];
    for (const [place, { read }] of columns.entries()) {
      if (read === null) continue;
      const values = await read(from, to);
      facts[place]?.add(values);
      encoded.push(encodeNumbers(values));
    }
    const file = rowsName(number);
    const written = await writeWhole(join(folder, file), encodeBlock(to - from, encoded), { what });
    yield { file, items: to - from, ...written };
  }
  const told = columns.map(({ column: { name, unit, type, categories, missing }, read }, place) => {
    const found = facts[place]?.facts((categories ?? []).map((each) => each.name));
    if (found === undefined) throw new RangeError(`There is no column ${place}`);
    return { name, unit, type, ...found, ...(read === null && { missing }) };
  });
  const written = await writeTable(folder, { rows, rowsPerBlock: each, columns: told }, what);
  yield { file: tableName, items: 0, ...written };
}
