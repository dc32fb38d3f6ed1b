import { resolve } from 'node:path';
import type { Prediction } from '#app/contract/predictions.ts';
import type { CoreCommand } from '../command.ts';
import { percent, table } from '../table.ts';
import { idOf } from '../values.ts';

/** As many as one call of the contract takes. */
const atOnce = 256;

export const predict: CoreCommand = {
  name: 'predict',
  takes: 'RUN FILE…',
  summary: 'say what images are',
  examples: ['unfold predict 1 rose.jpg', 'unfold predict 1 photos/*.jpg --json'],
  options: {},
  words: [2, Number.POSITIVE_INFINITY],
  async run(session, [asked = '', ...files]) {
    const run = idOf('run', asked);
    const all: Prediction[] = [];
    for (let start = 0; start < files.length && !session.interrupted.aborted; start += atOnce) {
      const images = files.slice(start, start + atOnce).map((file) => ({ path: resolve(file) }));
      all.push(...(await session.call('predictions.images', { run, images })).predictions);
      session.progress.show('Predicting', all.length, files.length);
    }
    session.progress.clear();
    const predictions = all.map(({ label, probabilities }, at) => ({ input: files[at] ?? '', label, probabilities }));
    const text = table(predictions, [
      { head: 'image', cell: ({ input }) => input },
      { head: 'is', cell: ({ label }) => label },
      { head: 'probability', right: true, cell: (each) => percent(Math.max(...each.probabilities.map(({ probability }) => probability))) },
      { head: 'or', cell: (each) => runnerUp(each) },
    ]);
    return { json: { predictions }, text, ...(session.interrupted.aborted ? { code: 130 } : {}) };
  },
};

function runnerUp({ label, probabilities }: Pick<Prediction, 'label' | 'probabilities'>): string {
  const [second] = probabilities.filter((each) => each.label !== label).sort((a, b) => b.probability - a.probability);
  return second === undefined ? '' : `${second.label} ${percent(second.probability)}`;
}
