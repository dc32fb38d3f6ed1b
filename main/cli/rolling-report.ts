import type { RollingEvaluation } from '#app/contract/evaluations.ts';
import { timeText } from '#app/data/columns/time-text.ts';
import { counted, grouped, significant } from '#app/numbers.ts';
import { type Column, table } from './table.ts';

/** Lines of a table that are written out; --json has them all. */
const mostLines = 20;

type Method = RollingEvaluation['methods'][number];

/** How the forecasts from rolling origins did, by origin and by step ahead: for people. `own`: what the run is called. */
export function rollingReport(own: string, { origins, every, series, leftOut, times, methods }: RollingEvaluation): string {
  const [run] = methods;
  if (run === undefined) return '';
  const titled = methods.map((method) => (method === run ? { ...method, name: own, title: own } : method));
  const steps = run.errors.steps.length;
  const apart = every === null ? '' : `, ${counted(every, 'row')} apart`;
  const over = series > 1 ? ` in each of ${grouped(series)} series` : '';
  const lines = [
    `At ${counted(origins, 'rolling origin')}${apart}${over}, each forecasting ${counted(steps, 'step')}; nothing is fitted anew`,
    ...(leftOut.length === 0 ? [] : [`Left out, with fewer windows than origins: ${leftOut.join(', ')}`]),
    ...(every !== null && every < steps ? ['Forecasts overlap: what one origin is off by, the next may be too'] : []),
    '',
    table(titled, [
      { head: 'over all origins', cell: ({ title }) => title },
      { head: 'MAE', right: true, cell: ({ errors }) => significant(errors.mean) },
      { head: '± over origins', right: true, cell: ({ errors }) => significant(errors.spread) },
    ]),
    '',
    some<{ name: string; origin: number }>(
      times.map((time, origin) => ({ name: time === null ? String(origin + 1) : timeText(time), origin })),
      [
        { head: 'known up to', cell: ({ name }) => name },
        ...titled.map((method) =>
          byMethod<{ name: string; origin: number }>(method, ({ errors }, { origin }) => significant(errors.origins[origin] ?? 0)),
        ),
      ],
    ),
  ];
  if (steps > 1)
    lines.push(
      '',
      some<{ step: number }>(
        run.errors.steps.map((_, step) => ({ step })),
        [
          { head: 'step ahead', right: true, cell: ({ step }) => step + 1 },
          ...titled.map((method) => byMethod<{ step: number }>(method, ({ errors }, { step }) => withSpread(errors.steps[step]))),
        ],
      ),
    );
  return lines.join('\n');
}

/** Under its short name: several titles beside each other are wider than a terminal. */
const byMethod = <T>(method: Method, cell: (method: Method, row: T) => string): Column<T> => ({
  head: method.name,
  right: true,
  cell: (row) => cell(method, row),
});

const withSpread = (error: Method['errors']['steps'][number] | undefined): string =>
  error === undefined ? '' : `${significant(error.mean)} ± ${significant(error.spread)}`;

function some<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const told = table(rows.slice(0, mostLines), columns);
  return rows.length > mostLines ? `${told}\nand ${rows.length - mostLines} more (--json has all)` : told;
}
