import type { TableImport, TableLook, TableWish } from '../../contract/tables.ts';
import { appError } from '../../errors.ts';
import type { SeriesPreprocessing } from '../series/preprocessing.ts';
import { looksLikeSeries, suggestedSeries, suggestedSeriesTargets } from '../series/suggested.ts';
import { suggestedAnswers, suggestedInputs, suggestedTable, suggestedTargets, targetType } from '../tables/suggested.ts';
import type { ColumnsPreprocessing } from './fitted.ts';
import { meantColumn } from './meant-column.ts';

/** What of a look is asked. */
type Looked = Pick<TableLook, 'path' | 'columns' | 'looked'>;

/** What a table or series is imported as: how its columns are read, prepared and parted. */
export interface SuggestedImport extends Pick<TableImport, 'preprocessing' | 'split' | 'repair'> {
  shape: NonNullable<TableImport['shape']['columns']>;
}

/** One for each part. */
const leastRows = 3;

/** As is wished, and as the columns look where nothing is. Throws column-unknown, rows-too-few, targets-none where no column can be asked for. */
export function suggestedImport(look: Looked, wish: TableWish = usualWish(look)): SuggestedImport {
  if (look.looked < leastRows) throw appError('rows-too-few', { needs: leastRows, got: look.looked });
  const asked =
    (wish.targets && [...new Set(wish.targets.map((name) => columnMeant(look, name)))]) ??
    [wish.kind === 'series' ? suggestedSeriesTargets(look.columns)[0] : suggestedTargets(look.columns)].filter((name) => name != null);
  if (asked.length === 0) throw appError('targets-none', { file: look.path });
  const preprocessing = wish.kind === 'series' ? seriesOf(look, wish, asked) : tableOf(look, wish, asked);
  return {
    preprocessing,
    split: { train: 80, validation: 10, test: 10, seed: 7, given: false, ...(wish.kind === 'series' && { inOrder: true }) },
    // What happened on a day without a row is not known of numbers; in a schedule nothing happened.
    repair: { doubles: 'first', gaps: preprocessing.answers === 'class' ? 'leave' : 'forward' },
    shape: look.columns.map((column) => {
      const epoch = preprocessing.kind === 'series' && column.name === preprocessing.time ? epochOf(column) : null;
      if (epoch !== null) return { name: column.name, type: 'date', dates: epoch };
      return {
        name: column.name,
        type: asked.includes(column.name) ? typeOf(preprocessing, column) : goesInAsText(preprocessing, column.name) ? 'text' : column.type,
        ...(column.numbers !== null && column.numbers),
        ...(column.dates !== null && { dates: column.dates }),
      };
    }),
  };
}

const goesInAsText = ({ inputs }: ColumnsPreprocessing, name: string): boolean =>
  inputs.some(({ column, encoder }) => column === name && encoder.kind === 'text');

/** As seconds since 1970 these are times from 1973 to 5138, which smaller numbers are not likely to be; as milliseconds likewise. */
const leastSeconds = 1e8;
const leastMilliseconds = 1e11;

/** What a column of numbers that tells the time counts since 1970, as its examples look; null where it counts something else. */
function epochOf({ type, examples }: Looked['columns'][number]): 'epoch-seconds' | 'epoch-milliseconds' | null {
  const numbers = examples.map(Number);
  if (type !== 'number' || numbers.length === 0 || !numbers.every((number) => number >= leastSeconds)) return null;
  return numbers.every((number) => number >= leastMilliseconds) ? 'epoch-milliseconds' : 'epoch-seconds';
}

/** A table of which nothing goes in but what is learned may still be a series, whose past goes in. */
function usualWish({ columns, looked }: Looked): TableWish {
  if (looksLikeSeries(columns, looked)) return { kind: 'series' };
  const target = suggestedTargets(columns);
  const alone = target !== null && suggestedInputs(columns, [target], looked).length === 0;
  return { kind: alone && suggestedSeriesTargets(columns).length > 0 ? 'series' : 'tables' };
}

/** Classes are read as categories whatever they look like; yes and no may stand for one of two classes. */
function typeOf(settings: ColumnsPreprocessing, { name, type }: Pick<TableLook['columns'][number], 'name' | 'type'>) {
  const heads = settings.kind === 'tables' ? (settings.heads ?? []) : [];
  const answers = heads.find(({ targets }) => targets.includes(name))?.answers ?? settings.answers;
  if (answers === 'several' || (answers === 'class' && type === 'boolean')) return type;
  return targetType(answers);
}

function tableOf({ path, columns, looked }: Looked, wish: TableWish & { kind: 'tables' }, targets: readonly string[]) {
  const texts = (wish.texts ?? []).map((name) => columnMeant({ path, columns }, name));
  const answers = wish.answers ?? suggestedAnswers(columns.filter(({ name }) => targets.includes(name)));
  return suggestedTable(columns, targets, answers, looked, texts);
}

function seriesOf(look: Looked, wish: TableWish & { kind: 'series' }, targets: readonly string[]): SeriesPreprocessing {
  const { columns, looked } = look;
  const meant = (name: string | null | undefined) => (name == null ? name : columnMeant(look, name));
  const [first] = columns.filter(({ name }) => targets.includes(name));
  const answers = first?.type === 'category' || first?.type === 'boolean' ? 'class' : 'numbers';
  return suggestedSeries(columns, { ...wish, time: meant(wish.time), key: meant(wish.key), targets }, answers, looked);
}

/** The name of the column that is meant, with or without its unit. Throws column-unknown. */
export function columnMeant({ path, columns }: Pick<Looked, 'path' | 'columns'>, name: string): string {
  const meant = meantColumn(columns, name);
  if (meant !== null) return meant;
  throw appError('column-unknown', { file: path, column: name, known: columns.map((column) => `"${column.name}"`).join(', ') });
}
