import { isFreeText } from '#app/data/tables/table-columns.ts';
import { appError } from '#app/errors.ts';
import type { OnProgress } from '../reader-calls.ts';
import { requireColumns } from '../texts/chosen-columns.ts';
import { columnNames, mostColumns, previewOf, type SampleRow, sampleRows } from '../texts/columns.ts';
import { mostSkipped } from '../texts/table-beginning.ts';
import { openRegular, requireSame } from '../texts/text-file.ts';
import { got } from './cell-reader.ts';
import { type PlannedColumn, planColumns } from './column-plan.ts';
import { type LookedColumns, lookColumns } from './look-columns.ts';
import { type ParquetColumn, ParquetFile, type Wanted } from './parquet-file.ts';
import { skippedAmong } from './skipped-rows.ts';
import type { OpenTable, TableLook, TableReadOptions, TableShape, TableSource } from './source.ts';
import { TableFilling } from './table-filling.ts';

/** A table in a Parquet file, which knows the types of its columns. The line of a row is its number. */
export class ParquetTable implements TableSource {
  readonly #path: string;
  readonly #shape: TableShape;

  constructor(path: string, shape: TableShape) {
    this.#path = path;
    this.#shape = shape;
  }

  async look(): Promise<TableLook> {
    const { file, state } = await openRegular(this.#path);
    await file.close();
    const parquet = await this.#open();
    try {
      const sample = await sampleOf(parquet);
      const { columns, problems } = this.#columns(parquet, sample);
      return {
        path: this.#path,
        kind: 'parquet',
        bytes: state.bytes,
        state,
        encoding: null,
        dialect: null,
        columns,
        preview: previewOf(sample).map(({ place, cells }) => ({ line: Number(place), cells })),
        rows: { count: parquet.rows, exact: true },
        looked: sample.length,
        skipped: skippedAmong(sample, columns).slice(0, mostSkipped),
        problems,
      };
    } finally {
      parquet.close();
    }
  }

  async open({ before }: TableReadOptions, signal: AbortSignal, onProgress: OnProgress): Promise<OpenTable> {
    const opened = await openRegular(this.#path, before);
    try {
      const parquet = await this.#open();
      const sample = await sampleOf(parquet);
      requireColumns(this.#path, this.#names(parquet), this.#shape.columns?.map(({ name }) => name) ?? []);
      let line = 0;
      const columns = planColumns(this.#path, this.#columns(parquet, sample).columns);
      const filling = new TableFilling(columns);
      const path = this.#path;
      async function* pieces(): AsyncGenerator<void> {
        try {
          const cells = columns.map((column, number) => cellOf(column, parquet.columns[number]));
          for await (const values of parquet.read(cells.map(({ wanted }) => wanted))) {
            signal.throwIfAborted();
            const rows = values[0]?.length ?? 0;
            for (let row = 0; row < rows; row += 1) {
              line += 1;
              filling.takeRow(
                line,
                cells.map(({ read }, column) => read(values[column]?.[row] ?? null)),
              );
            }
            onProgress(line, parquet.rows);
            yield;
          }
          await requireSame(opened.file, path, opened.state);
        } finally {
          parquet.close();
          await opened.file.close();
        }
      }
      return { filling, pieces: pieces() };
    } catch (error) {
      await opened.file.close();
      throw error;
    }
  }

  /** Throws parquet-unreadable, table-too-wide, text-no-rows. */
  async #open(): Promise<ParquetFile> {
    const parquet = await ParquetFile.open(this.#path);
    const { columns, rows } = parquet;
    if (columns.length <= mostColumns && rows > 0) return parquet;
    parquet.close();
    if (rows === 0) throw appError('text-no-rows', { file: this.#path, got: 'got none' });
    throw appError('table-too-wide', { file: this.#path, got: columns.length, most: mostColumns });
  }

  #names({ columns }: ParquetFile): string[] {
    return columnNames(columns.map(({ name }) => name));
  }

  /** As the file says, and where it says no more than that there are words, by these. */
  #columns(parquet: ParquetFile, sample: readonly SampleRow[]): LookedColumns {
    const names = this.#names(parquet);
    const asked = names.map((name, number) => {
      const { kind } = parquet.columns[number] ?? { kind: 'nested' };
      const own = this.#shape.columns?.find((column) => column.name === name);
      const type = kind === 'words' ? {} : { type: kind === 'nested' ? ('text' as const) : kind };
      return { name, ...type, ...own, ...(kind === 'nested' && { keep: false }) };
    });
    return lookColumns(names, { rows: sample, all: sample }, asked, { header: names, delimiter: null, nested: new Set() });
  }
}

async function sampleOf(parquet: ParquetFile): Promise<SampleRow[]> {
  const rows: SampleRow[] = [];
  const most = sampleRows(parquet.columns.length);
  for await (const columns of parquet.read(
    parquet.columns.map(() => 'text'),
    most,
  )) {
    for (let row = 0; row < (columns[0]?.length ?? 0); row += 1)
      rows.push({ place: rows.length + 1, cells: columns.map((values) => (values[row] == null ? null : String(values[row]))) });
  }
  return rows;
}

/** How the cells of a column come out of the file: as numbers where it holds what is asked for, else as their texts are read. */
function cellOf(
  { type, reader, categories }: PlannedColumn,
  column?: ParquetColumn,
): { wanted: Wanted; read(value: unknown): number | string } {
  if (isFreeText(type) && categories === null && column?.kind !== 'words') return { wanted: 'presence', read: finite };
  return type === column?.kind ? { wanted: 'number', read: finite } : { wanted: 'text', read: (value) => reader.readValue(value) };
}

function finite(value: unknown): number | string {
  const number = value === null ? Number.NaN : Number(value);
  return Math.abs(number) === Number.POSITIVE_INFINITY ? got('a finite number', String(value)) : number;
}
