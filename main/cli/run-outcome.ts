import type { Run } from '#app/contract/runs.ts';
import { figureOf, figureText, type Measure, measureNames } from '#app/runs/measure.ts';
import type { Outcome } from './command.ts';
import { figure, table } from './table.ts';

/** What the baseline is of. */
const plainAnswers: Readonly<Record<Measure, string>> = {
  accuracy: 'Majority, always the most frequent answer',
  error: 'Baseline, an answer without a model',
};

/** What a run came to, and how to go on with one that was stopped. */
export function runOutcome({ id, state, engine, epochsDone, config, final, measure, baseline }: Run): Outcome {
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
        head: measureNames[measure].toLowerCase(),
        right: true,
        cell: ({ metrics }) => (metrics === null ? '–' : figureText(measure, figureOf(metrics))),
      },
    ]),
    ...(baseline === null ? [] : [`${plainAnswers[measure]}, on the validation part: ${figureText(measure, baseline)}`]),
    '',
  ];
  if (state === 'finished') {
    lines.push(`Go on with: unfold evaluate ${id}   or   unfold export ${id} --format tfjs --out DIR`);
    return { json, text: lines.join('\n') };
  }
  lines.push(epochsDone > 0 ? `Epoch ${epochsDone} is kept. Go on with: unfold resume ${id}` : 'No epoch was finished: train it anew.');
  return { json, text: lines.join('\n'), code: 130 };
}
