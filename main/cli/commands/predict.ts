import { resolve } from 'node:path';
import type { Prediction, TagPrediction } from '#app/contract/predictions.ts';
import { answersOf as preprocessingAnswers } from '#app/data/preprocessing.ts';
import type { TextAnswers } from '#app/data/texts/preprocessing.ts';
import { appError } from '#app/errors.ts';
import type { CoreCommand, Outcome, Session } from '../command.ts';
import { percent, table } from '../table.ts';
import { idOf, textsOf } from '../values.ts';

/** As many as one call of the contract takes. */
const atOnce = 256;

const takes = 'RUN FILE… | --text "…"';

type Answer = Pick<Prediction, 'label' | 'probabilities'>;

/** Asks about some at a time, until all are answered or Ctrl-C. */
async function answered<T>(session: Session, inputs: readonly T[], ask: (some: T[]) => Promise<Answer[]>): Promise<Answer[]> {
  const all: Answer[] = [];
  for (let start = 0; start < inputs.length && !session.interrupted.aborted; start += atOnce) {
    all.push(...(await ask(inputs.slice(start, start + atOnce))));
    session.progress.show('Predicting', all.length, inputs.length);
  }
  session.progress.clear();
  return all;
}

export const predict: CoreCommand = {
  name: 'predict',
  takes,
  summary: 'say what images or texts are',
  details: 'Files are images; --text may be given several times. A run answers what it was trained on.',
  examples: ['unfold predict 1 rose.jpg', 'unfold predict 1 photos/*.jpg --json', 'unfold predict 2 --text "not bad" --text "not good"'],
  options: { text: { value: '"…"', several: true, help: 'a text to be answered' } },
  words: [1, Number.POSITIVE_INFINITY],
  async run(session, [asked = '', ...files], given) {
    const run = idOf('run', asked);
    const texts = textsOf(given, 'text');
    if (files.length > 0 === texts.length > 0) {
      const problem = `predict needs files or --text, one of the two; got ${files.length > 0 ? 'both' : 'neither'}.`;
      throw appError('usage-wrong', { problem, usage: `unfold predict ${takes}` });
    }
    if (texts.length > 0 && (await answersOf(session, run)) === 'tags') return predictTags(session, run, texts);
    const answers =
      files.length > 0
        ? await answered(session, files, async (some) => {
            const images = some.map((file) => ({ path: resolve(file) }));
            return (await session.call('predictions.images', { run, images })).predictions;
          })
        : await answered(session, texts, async (some) => (await session.call('predictions.texts', { run, texts: some })).predictions);
    const inputs = files.length > 0 ? files : texts;
    const predictions = answers.map(({ label, probabilities }, at) => ({ input: inputs[at] ?? '', label, probabilities }));
    const text = table(predictions, [
      { head: files.length > 0 ? 'image' : 'text', cell: ({ input }) => input },
      { head: 'is', cell: ({ label }) => label },
      { head: 'probability', right: true, cell: (each) => percent(Math.max(...each.probabilities.map(({ probability }) => probability))) },
      { head: 'or', cell: (each) => runnerUp(each) },
    ]);
    return { json: { predictions }, text, ...(session.interrupted.aborted ? { code: 130 } : {}) };
  },
};

/** What a run on texts has learned. */
async function answersOf(session: Session, run: number): Promise<TextAnswers> {
  const { dataset } = await session.call('runs.get', { run });
  const { preprocessing } = await session.call('datasets.get', { dataset });
  return preprocessingAnswers(preprocessing);
}

async function predictTags(session: Session, run: number, texts: readonly string[]): Promise<Outcome> {
  const predictions: TagPrediction[] = [];
  for (let start = 0; start < texts.length && !session.interrupted.aborted; start += atOnce)
    predictions.push(...(await session.call('predictions.tags', { run, texts: texts.slice(start, start + atOnce) })).predictions);
  const tables = predictions.map(({ tokens }) =>
    table(tokens, [
      { head: 'word', cell: ({ token }) => token },
      { head: 'tag', cell: ({ tag }) => tag },
      { head: 'probability', right: true, cell: ({ probability }) => percent(probability) },
    ]),
  );
  const json = { predictions: predictions.map(({ text: input, tokens, cut }) => ({ input, tokens, cut })) };
  return { json, text: tables.join('\n\n'), ...(session.interrupted.aborted ? { code: 130 } : {}) };
}

function runnerUp({ label, probabilities }: Answer): string {
  const [second] = probabilities.filter((each) => each.label !== label).sort((a, b) => b.probability - a.probability);
  return second === undefined ? '' : `${second.label} ${percent(second.probability)}`;
}
