import type { NumberEvaluation } from '#app/contract/evaluations.ts';
import { timeText } from '#app/data/columns/time-text.ts';
import { significant } from '#app/numbers.ts';
import type { NumberScore } from '#app/runs/number-scores.ts';
import { rollingReport } from './rolling-report.ts';
import { percent, table } from './table.ts';

/** Answers unusually far off that are written out; --json has them all. */
const mostAnomalies = 10;

type Anomaly = NumberEvaluation['anomalies'][number];
const seriesOf = ({ series }: Anomaly): string => series ?? '';
const figure = (value: number | null): string => (value === null ? '' : significant(value));

/** How numbers were answered, beside plain ways to answer: for people. */
export function numberReport(run: number, about: string, score: NumberScore, numbers: NumberEvaluation): string {
  const { anomalies, baselines, intervals, rolling, steps, targets } = numbers;
  const [only, ...others] = targets;
  const unit = others.length === 0 && only?.unit != null ? ` ${only.unit}` : '';
  const hasSeason = score.mase !== null;
  const lines = [
    `Off by ${significant(score.mae)}${unit} on average (mean absolute error) on ${about}`,
    '',
    table(
      [{ title: `Run ${run}`, score }, ...baselines],
      [
        { head: 'on the same items', cell: ({ title }) => title },
        { head: 'MAE', right: true, cell: (each) => figure(each.score.mae) },
        { head: 'RMSE', right: true, cell: (each) => figure(each.score.rmse) },
        ...(hasSeason ? [{ head: 'MASE', right: true, cell: (each: { score: NumberScore }) => figure(each.score.mase) }] : []),
        { head: 'R²', right: true, cell: (each) => figure(each.score.r2) },
      ],
    ),
  ];
  if (intervals !== null) {
    const { share, coverage, width } = intervals;
    lines.push(
      '',
      `Ranges of ${percent(share)} hold ${percent(coverage)} of the values; they are ${significant(width)}${unit} wide on average`,
    );
  }
  if (targets.length > 1) lines.push('', ...targets.map(({ name, score: own }) => `${name}: MAE ${figure(own.mae)}`));
  if (anomalies.length > 0)
    lines.push(
      '',
      `Unusually far off ${anomalies.length.toLocaleString('en')} times:`,
      table(anomalies.slice(0, mostAnomalies), [
        ...(anomalies.some(({ series }) => series !== null) ? [{ head: 'series', cell: seriesOf }] : []),
        {
          head: 'when',
          cell: ({ time, line, row }) => (time === null ? (line === null ? `row ${row + 1}` : `line ${line}`) : timeText(time)),
        },
        { head: 'was', right: true, cell: ({ actual }) => significant(actual) },
        { head: 'expected', right: true, cell: ({ predicted }) => significant(predicted) },
        { head: 'deviations', right: true, cell: ({ score: own }) => significant(own) },
      ]),
    );
  if (rolling !== null) lines.push('', rollingReport(`Run ${run}`, rolling));
  else if (steps.length > 1) lines.push('', `MAE by step: ${steps.map((each) => significant(each)).join(', ')}`);
  return lines.join('\n');
}
