import type { Dataset } from '#app/contract/datasets.ts';
import type { TableProfile } from '#app/contract/profiles.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import { dropsMissing, isWhole } from '#app/data/columns/input.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { count, plural } from '#renderer/ui/format.ts';

/** Something of a table that its owner should see, with what to do about it. */
export interface Finding {
  title: string;
  text: string;
  /** Columns that it is about, with what is counted of each where something is. */
  columns: readonly { name: string; counted: number | null }[];
  /** What mends it: not letting them in, other settings, or reading the file otherwise; null: nothing here. */
  remedy: 'leave-out' | 'preprocessing' | 'import' | null;
}

/** Kinds that still say something each. */
const usualKinds = 100;
/** Of more kinds each must have so many rows on average. */
const rowsOfKind = 5;
const isThin = ({ categories }: TableColumn, rows: number): boolean =>
  categories !== null && categories.length > Math.max(usualKinds, rows / rowsOfKind);

/** What is wrong with the rows and columns of a table; what only a profile tells once there is one. Of other data nothing. */
export function findingsOf(dataset: Pick<Dataset, 'preprocessing' | 'table'>, profile: TableProfile | null): Finding[] {
  const { preprocessing, table } = dataset;
  if (table === null || (preprocessing.kind !== 'tables' && preprocessing.kind !== 'series')) return [];
  const inputs = new Set(preprocessing.inputs.map(({ column }) => column));
  const whole = new Set(preprocessing.inputs.filter(isWhole).map(({ column }) => column));
  const going = table.columns.filter(({ name }) => inputs.has(name) && !whole.has(name) && !preprocessing.targets.includes(name));
  return [
    ...leftOut(preprocessing, table),
    ...leaks(preprocessing, profile, inputs),
    ...constants(going),
    ...names(going, table.rows),
    ...thinClasses(preprocessing, table),
    ...shortSeries(table),
    ...doubled(preprocessing, table),
    ...filled(table),
  ];
}

type Facts = NonNullable<Dataset['table']>;

function leftOut(preprocessing: ColumnsPreprocessing, { leftOut: rows, columns }: Facts): Finding[] {
  if (rows === 0) return [];
  const needed = new Set([...preprocessing.targets, ...preprocessing.inputs.filter(dropsMissing).map(({ column }) => column)]);
  const lacking = columns.filter(({ name, missing }) => needed.has(name) && missing > 0);
  const mendable = lacking.some(({ name }) => !preprocessing.targets.includes(name));
  const images = preprocessing.inputs.some(({ encoder }) => encoder.kind === 'image') ? ', or their image cannot be read' : '';
  const where = preprocessing.kind === 'series' ? 'no window that holds one of them is used' : 'they are in no part';
  return [
    {
      title: `${plural(rows, 'row is', 'rows are')} left out`,
      text: mendable
        ? `They miss what is learned, or a cell that may not be missing${images}: ${where}. Say under Preprocessing what stands for missing cells, or mend them in the file.`
        : `They miss what is learned${images}: ${where}. Mend them in the file and import it again.`,
      columns: lacking.map(({ name, missing }) => ({ name, counted: missing })),
      remedy: mendable ? 'preprocessing' : null,
    },
  ];
}

function leaks(preprocessing: ColumnsPreprocessing, profile: TableProfile | null, inputs: ReadonlySet<string>): Finding[] {
  // The past of a series may be as it likes; what is known of the time that is forecast may not tell it.
  const telling = preprocessing.kind === 'series' ? new Set(preprocessing.knownAhead) : inputs;
  const columns = (profile?.columns ?? []).filter(({ name, tells }) => tells && telling.has(name)).map(({ name }) => name);
  if (profile === null || columns.length === 0) return [];
  return [
    {
      title: `${plural(columns.length, 'column gives', 'columns give')} away what is learned`,
      text: `"${profile.target}" can be read off ${columns.length === 1 ? 'it' : 'each of them'} exactly: the network would learn to copy, and know nothing of rows where ${columns.length === 1 ? 'it is' : 'they are'} not known yet.`,
      columns: columns.map((name) => ({ name, counted: null })),
      remedy: 'leave-out',
    },
  ];
}

function constants(going: readonly TableColumn[]): Finding[] {
  const columns = going.filter(isConstant).map(({ name }) => name);
  if (columns.length === 0) return [];
  return [
    {
      title: `${plural(columns.length, 'column is', 'columns are')} the same in every row`,
      text: `Nothing can be learned from ${columns.length === 1 ? 'it' : 'them'}.`,
      columns: columns.map((name) => ({ name, counted: null })),
      remedy: 'leave-out',
    },
  ];
}

const isConstant = ({ categories, least, most }: TableColumn): boolean => (categories === null ? least === most : categories.length < 2);

function names(going: readonly TableColumn[], rows: number): Finding[] {
  const columns = going.filter((column) => isThin(column, rows));
  if (columns.length === 0) return [];
  return [
    {
      title: `${plural(columns.length, 'column has', 'columns have')} a category for a few rows each`,
      text: 'Each category becomes a feature of its own, of which so few rows teach little, and it says nothing of rows that come later.',
      columns: columns.map(({ name, categories }) => ({ name, counted: categories?.length ?? 0 })),
      remedy: 'leave-out',
    },
  ];
}

/** Of each answer that is a class. */
function thinClasses(settings: ColumnsPreprocessing, facts: Facts): Finding[] {
  return (settings.kind === 'tables' ? (settings.heads ?? [settings]) : [settings]).flatMap((head) => thinHead(head, facts));
}

function thinHead({ answers, targets }: Pick<ColumnsPreprocessing, 'answers' | 'targets'>, { columns, rows }: Facts): Finding[] {
  const target = columns.find(({ name }) => name === targets[0]);
  if (answers !== 'class' || target === undefined || !isThin(target, rows)) return [];
  const classes = target.categories?.length ?? 0;
  return [
    {
      title: `${count(classes)} classes are to be learned from ${count(rows)} rows`,
      text: `Each has ${(rows / classes).toFixed(1)} rows on average: too few to know it by. Learn another column, or bring a file with fewer kinds.`,
      columns: [{ name: target.name, counted: classes }],
      remedy: 'preprocessing',
    },
  ];
}

function shortSeries({ series }: Facts): Finding[] {
  if (series === null || series.tooShort === 0) return [];
  return [
    {
      title: `${plural(series.tooShort, 'series is', 'series are')} too short`,
      text: `${count(series.tooShort)} of ${count(series.count)} have too few rows for a window in every part, and are left out. Make window, horizon or gap shorter under Preprocessing.`,
      columns: [],
      remedy: 'preprocessing',
    },
  ];
}

function doubled(preprocessing: ColumnsPreprocessing, { mended }: Facts): Finding[] {
  if (mended === null || mended.doubles === 0) return [];
  const several =
    preprocessing.kind === 'series' && preprocessing.key === null
      ? ' If several series stand in the file, import it again and say under Key which column tells them apart.'
      : ' Import the file again to choose otherwise.';
  return [
    {
      title: `${plural(mended.doubles, 'row has', 'rows have')} a time that another row has`,
      text: `A series has each time once: of such rows only what was chosen under "Times twice" is used.${several}`,
      columns: [],
      remedy: 'import',
    },
  ];
}

function filled({ mended }: Facts): Finding[] {
  if (mended === null || mended.filled === 0) return [];
  return [
    {
      title: `${plural(mended.filled, 'row stands', 'rows stand')} in a gap`,
      text: 'Times were missing between others: there the row before stands once more, with its line. Import the file again to leave gaps as they are.',
      columns: [],
      remedy: 'import',
    },
  ];
}
