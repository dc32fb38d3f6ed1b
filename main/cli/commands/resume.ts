import { judgedHeads } from '#app/data/tables/of-head.ts';
import type { CoreCommand } from '../command.ts';
import { runOutcome } from '../run-outcome.ts';
import { idOf, wholeOf } from '../values.ts';
import { runEnded } from '../wait.ts';

export const resume: CoreCommand = {
  name: 'resume',
  takes: 'RUN [--epochs N] [--force]',
  summary: 'go on with a run that was stopped or cut off',
  details: 'It goes on from its last finished epoch, as if nothing had happened.',
  examples: ['unfold resume 3', 'unfold resume 3 --epochs 40'],
  options: {
    epochs: { value: 'N', help: 'epochs in all, those before included' },
    force: { help: 'even where engine or data are not those it began with' },
  },
  words: [1, 1],
  async run(session, [asked = ''], given) {
    const epochs = wholeOf(given, 'epochs', 1);
    const run = idOf('run', asked);
    const resumed = await session.call('runs.resume', { run, force: given.force === true, ...(epochs === undefined ? {} : { epochs }) });
    const ended = await runEnded(session, resumed);
    return runOutcome(ended, judgedHeads(await session.call('datasets.ofRun', { run })));
  },
};
