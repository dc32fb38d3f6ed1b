import type { SampleRow } from '../texts/columns.ts';
import type { Problem } from '../texts/source.ts';
import { shortened } from '../texts/values.ts';
import { type Guess, guessColumn } from './guess-column.ts';
import { isMissing } from './missing.ts';
import type { ColumnShape, LookedColumn } from './source.ts';
import { tellsApart } from './tells-apart.ts';

const mostExamples = 5;
const mostExampleCharacters = 40;
const mostUnitCharacters = 12;

/** What the columns of some rows are. */
export interface LookedColumns {
  columns: LookedColumn[];
  problems: Problem[];
}

/** What else is known of the columns than their cells. */
export interface ColumnHints {
  /** Cells of the row that names them; null where there is none. */
  header: readonly string[] | null;
  delimiter: string | null;
  /** Numbers of those that hold lists or objects. */
  nested: ReadonlySet<number>;
}

/** Looks at the columns of some rows, each as asked for where it was; `all`: more rows, by which series are told apart. */
export function lookColumns(
  names: readonly string[],
  { rows, all }: { rows: readonly SampleRow[]; all: readonly SampleRow[] },
  asked: readonly ColumnShape[],
  { header, delimiter, nested }: ColumnHints,
): LookedColumns {
  const found = names.map((name, number) => {
    const own: Partial<ColumnShape> = asked.find((column) => column.name === name) ?? {};
    const cells = rows.flatMap((row) => row.cells[number]?.trim() ?? []).filter((cell) => !isMissing(cell));
    const usual = guessColumn(cells, own, delimiter);
    // One list among numbers is a mistake; lists among texts are no names of categories.
    const guess = nested.has(number) && usual.type === 'category' ? guessColumn(cells, { type: 'text', ...own }, delimiter) : usual;
    const column = lookedColumn(name, header?.[number] ?? null, cells, rows.length, guess);
    return { column: own.keep === true ? { ...column, keep: true } : column, guess };
  });
  const time = found.findIndex(({ column }) => column.type === 'date');
  for (const [number, { column }] of found.entries())
    if (column.type === 'category' && time >= 0) column.tellsApart = tellsApart(cellsOf(all, time), cellsOf(all, number));
  return {
    columns: found.map(({ column }) => column),
    problems: found.flatMap(({ column, guess }) => problemsOf(column, guess, rows.length)),
  };
}

/** What stands in a column, row by row; undefined where nothing does. */
const cellsOf = (rows: readonly SampleRow[], number: number): (string | undefined)[] =>
  rows.map(({ cells }) => {
    const cell = cells[number]?.trim();
    return cell === undefined || isMissing(cell) ? undefined : cell;
  });

function lookedColumn(name: string, header: string | null, cells: readonly string[], rows: number, guess: Guess): LookedColumn {
  const distinct = new Set(cells);
  return {
    name,
    unit: header === null ? null : unitOf(header),
    type: guess.type,
    numbers: guess.numbers,
    dates: guess.dates,
    distinct: distinct.size,
    tellsApart: false,
    missing: rows - cells.length,
    examples: [...distinct].slice(0, mostExamples).map((cell) => shortened(cell, mostExampleCharacters)),
  };
}

/** The unit in a column's name: cm of "height (cm)", °C of "temp [°C]"; null where it has none. */
export function unitOf(header: string): string | null {
  const [, round, square] = /\S\s*(?:\(([^()]+)\)|\[([^[\]]+)\])\s*$/.exec(header) ?? [];
  const unit = (round ?? square ?? '').trim();
  return unit === '' || unit.length > mostUnitCharacters || /^\d+$/.test(unit) ? null : unit;
}

const count = (value: number): string => value.toLocaleString('en');

const plural = { number: 'numbers', date: 'dates', boolean: 'booleans', category: 'categories', text: 'texts', image: 'images' } as const;

function problemsOf({ name, type, missing }: LookedColumn, guess: Guess, rows: number): Problem[] {
  const problem = (message: string, remedy: string): Problem => ({ column: name, message, remedy });
  const problems: Problem[] = [];
  if (missing === rows)
    problems.push(
      problem(
        `"${name}" should have values; it has none in the ${count(rows)} rows looked at.`,
        'Say what it holds where others come later in the file.',
      ),
    );
  if (guess.wrong > 0)
    problems.push(
      problem(
        `"${name}" must hold ${plural[type]}; ${count(guess.wrong)} of the ${count(rows)} rows looked at do not, such as "${shortened(guess.example ?? '', mostExampleCharacters)}".`,
        'Their rows will be skipped. Mend them in the file, or say that the column holds something else.',
      ),
    );
  if (type === 'text')
    problems.push(
      problem(
        `"${name}" holds free text, which a table leaves out.`,
        'Let it go in as tokens where the texts tell something, say that it is a category where few come again and again, or import the file as texts.',
      ),
    );
  if (guess.doubtful !== null) problems.push(problem(...doubt(name, guess, guess.doubtful)));
  return problems;
}

function doubt(name: string, { numbers, dates }: Guess, value: string): [message: string, remedy: string] {
  if (dates !== null)
    return [
      `"${name}" may have the day or the month first, as in "${value}"; it is read with the ${dates === 'day-first' ? 'day' : 'month'} first.`,
      `If the ${dates === 'day-first' ? 'month' : 'day'} comes first, say so.`,
    ];
  const thousands = numbers?.thousands === ',';
  return [
    `"${name}" may have decimal commas or commas between thousands, as in "${value}"; it is read with ${thousands ? 'commas between thousands' : 'decimal commas'}.`,
    `If it has ${thousands ? 'decimal commas' : 'commas between thousands'}, say so.`,
  ];
}
