import type { Run } from '#app/contract/runs.ts';
import type { Outcome } from './command.ts';
import { figure, percent, table } from './table.ts';

/** What a run came to, and how to go on with one that was stopped. */
export function runOutcome({ id, state, engine, epochsDone, config, final, majority }: Run): Outcome {
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
      { head: 'accuracy', right: true, cell: ({ metrics }) => percent(metrics?.accuracy) },
    ]),
    ...(majority === null ? [] : [`Majority, always the most frequent answer, on the validation part: ${percent(majority)}`]),
    '',
  ];
  if (state === 'finished') {
    lines.push(`Go on with: unfold evaluate ${id}   or   unfold export ${id} --format tfjs --out DIR`);
    return { json, text: lines.join('\n') };
  }
  lines.push(epochsDone > 0 ? `Epoch ${epochsDone} is kept. Go on with: unfold resume ${id}` : 'No epoch was finished: train it anew.');
  return { json, text: lines.join('\n'), code: 130 };
}
