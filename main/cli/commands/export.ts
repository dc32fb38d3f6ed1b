import { resolve } from 'node:path';
import { exported } from '#app/contract/exports.ts';
import { appError } from '#app/errors.ts';
import type { CoreCommand } from '../command.ts';
import { table } from '../table.ts';
import { idOf, textOf } from '../values.ts';
import { jobResult } from '../wait.ts';

export const exportRun: CoreCommand = {
  name: 'export',
  takes: 'RUN --format tfjs --out DIR',
  summary: 'write a trained model as files, and prove them',
  details: 'The files are read again and answer examples; where they differ from the app, nothing is left.',
  examples: ['unfold export 1 --format tfjs --out my-model'],
  options: { format: { value: 'tfjs', help: 'what the files are' }, out: { value: 'DIR', help: 'a folder that is new or empty' } },
  words: [1, 1],
  async run(session, [asked = ''], given) {
    const run = idOf('run', asked);
    const out = textOf(given, 'out');
    if (out === undefined)
      throw appError('usage-wrong', { problem: 'export needs --out.', usage: `unfold export ${run} --format tfjs --out DIR` });
    const started = await session.call('exports.create', { run, format: textOf(given, 'format') ?? 'tfjs', out: resolve(out) });
    const job = await jobResult(session, started.job);
    if (job.state === 'cancelled')
      return { json: { run, state: 'cancelled' }, text: 'The export was stopped; nothing was left.', code: 130 };
    const result = exported.parse(job.result);
    const { format, files, examples, maxDifference } = result;
    const text = [
      `Exported to ${result.out}`,
      '',
      table(files, [
        { head: 'file', cell: ({ path }) => path },
        { head: 'bytes', right: true, cell: ({ bytes }) => bytes.toLocaleString('en') },
      ]),
      '',
      `Read again and asked ${examples} examples: at most ${maxDifference.toExponential(1)} off.`,
    ].join('\n');
    return { json: { format, out: result.out, files, maxDifference }, text };
  },
};
