import { openRegular } from '../texts/text-file.ts';
import type { TableKind, TableShape } from './source.ts';

const byEnding: readonly [RegExp, TableKind][] = [
  [/\.(csv|tsv|tab|psv)$/i, 'table'],
  [/\.(jsonl|ndjson|json)$/i, 'json-lines'],
  [/\.(parquet|pq|parq)$/i, 'parquet'],
];
const parquetMark = 'PAR1';
const headBytes = 512;

/** What lies at a path: what its ending says, else its first bytes. Throws as `openRegular` does. */
export async function kindOfTable(path: string, shape: TableShape): Promise<TableKind> {
  const ending = byEnding.find(([pattern]) => pattern.test(path));
  const named = shape.kind ?? ending?.[1];
  if (named !== undefined) return named;
  const head = await headOf(path);
  if (head.startsWith(parquetMark)) return 'parquet';
  return /^\s*\{\s*"/.test(head) ? 'json-lines' : 'table';
}

async function headOf(path: string): Promise<string> {
  const { file } = await openRegular(path);
  try {
    const bytes = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(bytes, 0, headBytes, 0);
    return bytes.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
