import { dirname, join } from 'node:path';
import type { SeriesRepair } from '#app/contract/tables.ts';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { meantColumn } from '#app/data/columns/meant-column.ts';
import { columnMeant } from '#app/data/columns/suggested.ts';
import { isFreeText, type TableColumn } from '#app/data/tables/table-columns.ts';
import { appError } from '#app/errors.ts';
import { counted } from '#app/numbers.ts';
import type { Watch } from '#main/blocks.ts';
import { readTable, writeTable } from '#main/datasets/columns/manifest.ts';
import { imageColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import { keepImages } from '#main/importers/tables/keep-images.ts';
import { TableReader } from '#main/importers/tables/reader-process.ts';
import type { ColumnShape, TableLook, TableShape } from '#main/importers/tables/source.ts';
import type { SkippedRow } from '#main/importers/texts/source.ts';
import { placeName } from '#main/importers/texts/text-writer.ts';
import type { Skipped } from '#main/store/skipped.ts';

/** What is written, for the error of a disk that is full. */
const what = 'the rows';
/** Folder below that of the rows which gets them in order, where they are not. */
const into = 'in-order';

/** How rows from outside are read: as those of the data that a run learned from. */
export interface RowsReading {
  fitted: FittedColumns;
  /** The columns of that data, how its file was read, and how its series were mended. */
  columns: readonly TableColumn[];
  shape: TableShape;
  repair: SeriesRepair;
}

/** A file of rows, with its column for each of the run's that is needed. */
export interface RowsFile {
  file: string;
  reading: RowsReading;
  names: ReadonlyMap<string, string>;
  shape: TableShape;
}

/** What of a file is needed. */
interface Needed {
  /** Columns by the names that the run knows. */
  columns: readonly string[];
  /** Those of them that say what is right. */
  answers?: readonly string[];
  /** What some of them are called in the file, where somebody says so. */
  called?: ReadonlyMap<string, string>;
}

/**
 * Finds the columns that are needed in a file. Rejects with columns-missing, answers-missing, column-unknown, columns-same, and as
 * looking at a file does.
 */
export async function openRowsFile(file: string, reading: RowsReading, needed: Needed, signal: AbortSignal): Promise<RowsFile> {
  const { delimiter, header, quotes } = reading.shape;
  const plain = { delimiter, header, quotes };
  const look = await new TableReader(file, plain).look(signal);
  const names = namesIn(look, reading.columns, needed);
  const shape = { ...plain, columns: shapesOf(look, names, reading) };
  if (shape.columns.every((column) => !hasFormat(column))) return { file, reading, names, shape };
  // Cells may be written otherwise than the import's were: then what they look like decides.
  const { skipped } = await new TableReader(file, shape).look(signal);
  const odd = new Set(skipped.map(({ column }) => column));
  const columns = shape.columns.map((column) => (odd.has(column.name) ? { name: column.name, type: column.type } : column));
  return { file, reading, names, shape: { ...shape, columns } };
}

/** The file's column for each of the run's. */
function namesIn(look: TableLook, known: readonly TableColumn[], { columns, answers = [], called }: Needed): Map<string, string> {
  const named = new Map([...(called ?? [])].map(([name, asked]) => [name, columnMeant(look, asked)]));
  const own = new Set([...named.values(), ...columns.filter((name) => !named.has(name))]);
  const missing: string[] = [];
  for (const name of columns) {
    if (named.has(name)) continue;
    // What is the very name of another column does not stand for this one.
    const others = look.columns.filter((column) => column.name === name || !own.has(column.name));
    const meant = meantColumn(others, name, known.find((column) => column.name === name)?.unit ?? null);
    if (meant === null) missing.push(name);
    else named.set(name, meant);
  }
  const lack = missing.every((name) => answers.includes(name)) ? 'answers-missing' : 'columns-missing';
  if (missing.length > 0) throw appError(lack, { file: look.path, missing, known: look.columns.map(({ name }) => name) });
  const twice = [...named].find(([name, meant]) => [...named].some(([other, same]) => other !== name && same === meant));
  if (twice !== undefined) throw appError('columns-same', { column: twice[1], name: twice[0] });
  return named;
}

/** Of each column its type, and how the import read its cells where they do not tell themselves; what is not needed spoils no row. */
function shapesOf(look: TableLook, names: ReadonlyMap<string, string>, { columns, shape }: RowsReading): ColumnShape[] {
  const known = new Map([...names].map(([name, meant]) => [meant, name]));
  return look.columns.map(({ name }) => {
    const own = known.get(name);
    if (own === undefined) return { name, type: 'text' };
    const type = columns.find((column) => column.name === own)?.type;
    if (type !== undefined && isFreeText(type)) return { name, type, keep: true };
    const { decimal, thousands, dates } = shape.columns?.find((column) => column.name === own) ?? {};
    if (type === 'number' && (decimal === ',' || (thousands ?? '') !== '')) return { name, type, decimal, thousands };
    return type === 'date' && dates !== 'iso' ? { name, type, dates } : { name, type };
  });
}

const hasFormat = ({ decimal, dates }: ColumnShape): boolean => decimal !== undefined || dates !== undefined;

/** Takes what is no row, with its reason. */
export type Skip = (skipped: readonly Skipped[]) => void;

/**
 * Reads the file into a folder that is there, under the run's names, and brings the rows of series in order. Resolves with the folder
 * that they lie in then. Rejects as an import does.
 */
export async function keepRowsFile(
  { file, names, shape, reading }: RowsFile,
  folder: string,
  skip: Skip,
  { signal, told }: Watch,
): Promise<string> {
  const reader = new TableReader(file, shape);
  const listed = (skipped: readonly SkippedRow[]) => skip(skipped.map(({ place, reason }) => ({ path: placeName(place), reason })));
  for await (const { skipped } of reader.keep({}, { folder, what }, signal, told)) listed(skipped);
  await rename(folder, names, reading.columns);
  const { settings } = reading.fitted;
  const images = imageColumns(settings);
  await keepImages({ folder, images, from: dirname(file), known: [], what }, { signal, told });
  if (settings.kind !== 'series') return folder;
  const { time, key } = settings;
  const rules = reading.repair;
  const { shards, skipped, mended } = await reader.arrange({ folder, into, what, time, key, rules }, signal);
  listed(skipped);
  if (shards === null) return folder;
  const inOrder = join(folder, into);
  const found = (await openTable(folder)).rows - skipped.length;
  const left = (await openTable(inOrder)).rows - mended.filled;
  if (found > left) skip([{ path: counted(found - left, 'row'), reason: doubleReasons[rules.doubles] }]);
  return inOrder;
}

const doubleReasons: Readonly<Record<SeriesRepair['doubles'], string>> = {
  first: 'another row of their series has the same time; the first one counts',
  mean: 'another row of their series has the same time; their mean counts',
  drop: 'another row of their series has the same time; none of them counts',
};

/** Gives the columns the names and units that the run knows; the others must not be taken for one of these. */
async function rename(folder: string, names: ReadonlyMap<string, string>, known: readonly TableColumn[]): Promise<void> {
  const own = new Map([...names].map(([name, meant]) => [meant, name]));
  const table = await readTable(folder);
  const columns = table.columns.map((column) => {
    const name = own.get(column.name);
    if (name === undefined) return { ...column, name: `not needed: ${column.name}` };
    return { ...column, name, unit: known.find((each) => each.name === name)?.unit ?? null };
  });
  await writeTable(folder, { ...table, columns }, what);
}
