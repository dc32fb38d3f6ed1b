import { join } from 'node:path';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { ColumnFacts } from '#main/importers/tables/column-facts.ts';
import type { Shard } from '#main/store/datasets.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import { encodeBlock } from './block-file.ts';
import { writeTable } from './manifest.ts';
import { encodeNumbers } from './number-encoding.ts';
import { rowsName, rowsPerBlock, tableName } from './table-files.ts';

/** A column whose cells are at hand, [rows]: places in its categories, or numbers; NaN: missing. Free text has none. */
export interface WrittenColumn {
  column: Pick<TableColumn, 'name' | 'unit' | 'type' | 'categories' | 'missing'>;
  values: Float64Array<ArrayBuffer> | null;
}

/** Writes a table that is in memory into blocks in a folder that is there, and tells each file. Throws disk-full, write-failed. */
export async function* writtenTable(
  folder: string,
  lines: Float64Array<ArrayBuffer>,
  columns: readonly WrittenColumn[],
  what: string,
): AsyncGenerator<Shard> {
  const each = rowsPerBlock(columns.length);
  const facts = columns.map(({ column }) => new ColumnFacts(column.type));
  const rows = lines.length;
  for (let number = 0; number * each < rows; number += 1) {
    const of = (values: Float64Array<ArrayBuffer>) => values.subarray(number * each, Math.min(rows, (number + 1) * each));
    for (const [place, { values }] of columns.entries()) if (values !== null) facts[place]?.add(of(values));
    const kept = columns.flatMap(({ values }) => values ?? []);
    const own = [lines, ...kept].map((values) => encodeNumbers(of(values)));
    const count = of(lines).length;
    const file = rowsName(number);
    const written = await writeWhole(join(folder, file), encodeBlock(count, own), { what });
    yield { file, items: count, ...written };
  }
  const told = columns.map(({ column: { name, unit, type, categories, missing }, values }, place) => {
    const found = facts[place]?.facts((categories ?? []).map((each) => each.name));
    if (found === undefined) throw new RangeError(`There is no column ${place}`);
    return { name, unit, type, ...found, ...(values === null && { missing }) };
  });
  const written = await writeTable(folder, { rows, rowsPerBlock: each, columns: told }, what);
  yield { file: tableName, items: 0, ...written };
}
