import { join } from 'node:path';
import { writeTable } from '#main/datasets/columns/manifest.ts';
import { rowsName, tableName, textsName } from '#main/datasets/columns/table-files.ts';
import { encodeRows } from '#main/datasets/texts/row-file.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import type { KeepTable, KeptRows, OpenTable } from './source.ts';
import type { FilledBlock } from './table-filling.ts';

/** Rows that were skipped are held so many at a time. */
const mostSkipped = 10_000;

/**
 * Writes the rows of a table into blocks and tells each once it is there, and in the end what the table is; the next fills while one is
 * written. Throws disk-full, write-failed, and what the reading throws.
 */
export async function* keptTable({ filling, pieces }: OpenTable, keep: KeepTable): AsyncGenerator<KeptRows> {
  let writing: Promise<KeptRows> | null = null;
  let number = 0;
  const begin = (block: FilledBlock) => {
    const written = writeBlock(block, number, filling.takeSkipped(), keep);
    number += 1;
    // What goes wrong is thrown where it is awaited.
    written.catch(() => undefined);
    return written;
  };
  try {
    for await (const _ of pieces) {
      for (const block of filling.takeBlocks()) {
        if (writing !== null) yield await writing;
        writing = begin(block);
      }
      // A file of nothing but rows that cannot be taken would be held whole.
      if (filling.skippedWaiting >= mostSkipped) yield { rows: null, table: null, skipped: filling.takeSkipped() };
    }
    for (const block of filling.takeBlocks(true)) {
      if (writing !== null) yield await writing;
      writing = begin(block);
    }
    if (writing !== null) yield await writing;
    writing = null;
    for (const { column, texts } of filling.texts()) {
      const file = textsName(column);
      const content = encodeRows(texts.map((text) => Buffer.from(text)));
      yield {
        rows: { file, items: 0, ...(await writeWhole(join(keep.folder, file), content, { what: keep.what })) },
        table: null,
        skipped: [],
      };
    }
    const table = filling.table();
    const written = await writeTable(keep.folder, table, keep.what);
    yield { rows: null, table: { ...table, file: tableName, ...written }, skipped: filling.takeSkipped() };
  } finally {
    await writing?.catch(() => undefined);
  }
}

async function writeBlock(
  { rows, content }: FilledBlock,
  number: number,
  skipped: KeptRows['skipped'],
  { folder, what }: KeepTable,
): Promise<KeptRows> {
  const file = rowsName(number);
  const written = await writeWhole(join(folder, file), content, { what });
  return { rows: { file, items: rows, ...written }, table: null, skipped };
}
