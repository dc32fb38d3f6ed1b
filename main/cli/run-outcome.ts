import type { Run } from '#app/contract/runs.ts';
import type { JudgedHead } from '#app/data/tables/of-head.ts';
import { figureOf, figureText, type Measure, measureNames } from '#app/runs/measure.ts';
import type { Outcome } from './command.ts';
import { figure, table } from './table.ts';

/** What the baseline is of. */
const plainAnswers: Readonly<Record<Measure, string>> = {
  accuracy: 'Majority, always the most frequent answer',
  error: 'Baseline, an answer without a model',
};

/** What a run came to, and how to go on with one that was stopped; `heads`: what each of several answers. */
export function runOutcome(
  { id, state, engine, epochsDone, config, final, measure, baseline }: Run,
  heads: readonly JudgedHead[] = [],
): Outcome {
  const json = { run: id, state, engine: engine?.engine ?? null, epochs: epochsDone, metrics: final };
  const parts = [
    { part: 'train', metrics: final.train },
    { part: 'validation', metrics: final.validation },
    { part: 'test', metrics: final.test },
  ];
  const lines = [
    `Run ${id} ${state} after ${epochsDone} of ${config.epochs} epochs${engine === null ? '' : ` on ${engine.engine} ${engine.version}, ${engine.device}`}`,
    '',
    table(parts, [
      { head: '', cell: ({ part }) => part },
      { head: 'loss', right: true, cell: ({ metrics }) => figure(metrics?.loss) },
      {
        head: `${measureNames[measure].toLowerCase()}${heads[0] === undefined ? '' : ` of ${heads[0].columns}`}`,
        right: true,
        cell: ({ metrics }) => (metrics === null ? '–' : figureText(measure, figureOf(metrics))),
      },
      ...heads.slice(1).map((head, place) => ({
        head: `${measureNames[head.measure].toLowerCase()} of ${head.columns}`,
        right: true,
        cell: ({ metrics }: (typeof parts)[number]) => {
          const told = metrics?.heads?.[place + 1];
          return told === undefined ? '–' : figureText(head.measure, told, head.unit);
        },
      })),
    ]),
    ...(baseline === null
      ? []
      : [
          `${plainAnswers[measure]}, on the validation part${heads[0] === undefined ? '' : `, ${heads[0].columns}`}: ${figureText(measure, baseline)}`,
        ]),
    '',
  ];
  if (state === 'finished') {
    lines.push(`Go on with: unfold evaluate ${id}   or   unfold export ${id} --format tfjs --out DIR`);
    return { json, text: lines.join('\n') };
  }
  lines.push(epochsDone > 0 ? `Epoch ${epochsDone} is kept. Go on with: unfold resume ${id}` : 'No epoch was finished: train it anew.');
  return { json, text: lines.join('\n'), code: 130 };
}
