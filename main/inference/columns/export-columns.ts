import { type Columns, columnOf, type FittedColumns } from '#app/data/columns/fitted.ts';
import { dropsMissing } from '#app/data/columns/input.ts';
import { actualValues, ownAnswers } from '#app/data/columns/own-units.ts';
import { rowsNeeded } from '#app/data/columns/rows-needed.ts';
import { reachOf } from '#app/data/scaling/chain.ts';
import { seriesOf } from '#app/data/series/samples.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { size } from '#app/numbers.ts';
import { columnInputs } from '#main/datasets/columns/columns-source.ts';
import { imageColumns, readColumn } from '#main/datasets/columns/read-columns.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import type { ColumnExample, Example } from '#main/exporters/exporter.ts';
import type { ExportTask } from '#main/training/protocol.ts';
import type { ToAnswer } from '../export-examples.ts';
import { joinedRows } from '../joined-rows.ts';
import { drawnColumns } from './drawn-columns.ts';
import { rawRows } from './raw-rows.ts';
import { unknownAnswers } from './unknown-answers.ts';

/** Some rows of a table, and which of them is asked about or begins the window that is. */
interface Item {
  columns: Columns;
  start: number;
}

/** Cells of all examples together, at most; one example there is in any case. */
const mostCells = 100_000;
/** Rows above an example that are looked through for what fills a cell that is missing. */
const mostAbove = 1000;

/** The rows or windows that were chosen; rows drawn from what is known of the columns where the data is gone. */
export async function columnsToAnswer({ data, examples, columns: facts }: ExportTask, fitted: FittedColumns): Promise<ToAnswer> {
  const given = data === null || typeof examples === 'number' ? [] : await givenItems(data.folder, examples, fitted);
  const madeUp = given.length === 0;
  const count = typeof examples === 'number' ? examples : examples.length;
  const asked = within(madeUp ? drawnItems(fitted, facts, count) : given);
  const inputs = await Promise.all(asked.map((item) => inputOf(fitted, item)));
  const { shape } = columnInputs(fitted, asked[0]?.columns ?? new Map());
  const types = new Map(facts.map(({ name, type }) => [name, type]));
  return {
    batch: { inputs: joinedRows(inputs), shape: [asked.length, ...shape], answers: unknownAnswers(fitted, asked.length) },
    rows: asked.map((_, row) => [row]),
    data: (answers) => ({
      kind: 'columns',
      fitted,
      columns: facts,
      madeUp,
      examples: asked.map((item, place) => ({
        ...exampleOf(fitted, item, answers[place] ?? { outputs: new Float32Array() }),
        rows: rawRows(fitted, types, item.columns, item.start),
        actual: madeUp ? null : actualOf(fitted, item),
      })),
    }),
  };
}

/** Those of the chosen items that these rows alone tell all of: not beyond their series, nothing missing that must be there. */
async function givenItems(folder: string, chosen: Int32Array, fitted: FittedColumns): Promise<Item[]> {
  const table = await openTable(folder);
  const { settings } = fitted;
  const keys = settings.kind === 'series' && settings.key !== null ? (await readColumn(table, settings.key)).values : null;
  const stretches = seriesOf(keys, table.rows);
  const items: Item[] = [];
  for (const row of chosen) {
    const within = stretches.find(({ from, to }) => row >= from && row < to);
    const item = within === undefined ? null : await itemAt(table, fitted, row, within);
    if (item !== null && (await isWhole(fitted, item))) items.push(item);
  }
  return items;
}

/** The rows of what begins at a row of a series; null where it is not all in there. */
async function itemAt(
  table: StoredTable,
  fitted: FittedColumns,
  row: number,
  { from, to }: { from: number; to: number },
): Promise<Item | null> {
  const { settings, inputs } = fitted;
  const { before, window } = rowsNeeded(fitted);
  const behind = row + window + (settings.kind === 'series' ? settings.horizon : 0);
  if (row - before < from || behind > to) return null;
  let first = row - before;
  for (const { column, state } of inputs) {
    if (state.missing.kind !== 'forward') continue;
    const above = Math.max(from, row - before - mostAbove);
    const { values } = await readColumn(table, column, { from: above, to: row - before + 1 });
    first = Math.min(first, above + Math.max(0, values.findLastIndex(Number.isFinite)));
  }
  const names = new Set([...settings.targets, ...inputs.map(({ column }) => column)]);
  const columns = new Map<string, Awaited<ReturnType<typeof readColumn>>>();
  const images = imageColumns(settings);
  for (const name of names) columns.set(name, await readColumn(table, name, { from: first, to: behind, images }));
  return { columns, start: row - first };
}

/** Whether an item has all its features, and what it needs of the past of what is asked for. */
async function isWhole(fitted: FittedColumns, item: Item): Promise<boolean> {
  const numbers = [await inputOf(fitted, item), ...beforeOf(fitted, item)];
  return numbers.every((each) => each.every(Number.isFinite)) && !missesNeeded(fitted, item);
}

/** Whether a row that goes in misses what may not be missing. */
function missesNeeded(fitted: FittedColumns, { columns, start }: Item): boolean {
  const { settings } = fitted;
  const { window, ahead } = rowsNeeded(fitted);
  const known = settings.kind === 'series' ? settings.knownAhead : [];
  return settings.inputs.filter(dropsMissing).some(({ column }) => {
    const rows = columnOf(columns, column).values.subarray(start, start + window + (known.includes(column) ? ahead : 0));
    return rows.some(Number.isNaN);
  });
}

/** The row of what is answered first: behind the window, or of a table the row itself. */
const originOf = ({ settings }: FittedColumns, { start }: Item): number => start + (settings.kind === 'series' ? settings.window : 0);

/** Of each number that is asked for, the values that its differences are added to. */
const beforeOf = (fitted: FittedColumns, item: Item): Float64Array<ArrayBuffer>[] =>
  fitted.targets.map(({ column, scaling }) => {
    const origin = originOf(fitted, item);
    return columnOf(item.columns, column).values.slice(origin - reachOf(scaling), origin);
  });

/** Rows that might be the table's. */
const drawnItems = (fitted: FittedColumns, facts: readonly TableColumn[], count: number): Item[] =>
  Array.from({ length: count }, (_, place) => ({ columns: drawnColumns(fitted, facts, place), start: rowsNeeded(fitted).before }));

/** As many as there is room for. */
function within(items: readonly Item[]): Item[] {
  let cells = 0;
  return items.filter(({ columns }, place) => {
    for (const { values } of columns.values()) cells += values.length;
    return place === 0 || cells <= mostCells;
  });
}

async function inputOf(fitted: FittedColumns, { columns, start }: Item): Promise<Float32Array> {
  const { shape, gather } = columnInputs(fitted, columns);
  const into = new Float32Array(size(shape));
  await gather(Int32Array.of(start), into);
  return into;
}

function exampleOf(fitted: FittedColumns, item: Item, { outputs }: Example): Omit<ColumnExample, 'rows' | 'actual'> {
  const { settings } = fitted;
  const shares = settings.kind === 'series' ? Math.max(1, settings.quantiles.length) : 1;
  const answers = ownAnswers(fitted, item.columns, { items: Int32Array.of(item.start), said: outputs, shares });
  return { outputs, answers, before: beforeOf(fitted, item) };
}

/** What the data says of an item: numbers step by step, the place of its class, or 1 for each label that holds; of several heads, target by target. */
function actualOf(fitted: FittedColumns, item: Item): number[] {
  const { settings } = fitted;
  if (settings.answers === 'numbers') return [...actualValues(fitted, item.columns, Int32Array.of(item.start))];
  return settings.targets.map((name) => columnOf(item.columns, name).values[originOf(fitted, item)] ?? Number.NaN);
}
