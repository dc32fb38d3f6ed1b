import { resolve } from 'node:path';
import { filePredicted, type Prediction, type TagPrediction, type WeighedText } from '#app/contract/predictions.ts';
import { type Answers, answersOf as preprocessingAnswers } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import type { CoreCommand, Given, Outcome, Session } from '../command.ts';
import { skippedLines } from '../import-outcome.ts';
import { percent, table } from '../table.ts';
import { idOf, textOf, textsOf, wholeOf } from '../values.ts';
import { jobResult } from '../wait.ts';

/** As many as one call of the contract takes. */
const atOnce = 256;

const takes = 'RUN FILE… | --text "…" [--why] | --file FILE --out FILE.csv [--steps N] [--hold]';

/** Tokens of a text that are written out; --json has them all. */
const mostTold = 10;

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

/** What mattered in each answered text, until Ctrl-C. */
async function reasons(session: Session, run: number, texts: readonly string[], answers: readonly Answer[]): Promise<WeighedText[]> {
  const all: WeighedText[] = [];
  for (const [at, { label }] of answers.entries()) {
    if (session.interrupted.aborted) break;
    session.progress.show('Weighing tokens', at, answers.length);
    all.push(await session.call('predictions.tokens', { run, text: texts[at] ?? '', class: label }));
  }
  session.progress.clear();
  return all;
}

function reasonText(text: string, { label, probability, tokens, together }: WeighedText): string {
  const got = tokens.flatMap(({ token, known, weight }) => (weight === null ? [] : [{ token, known, weight }]));
  const cut = tokens.length - got.length;
  const told = got.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, mostTold);
  const rows = table(told, [
    { head: `why ${label}: ${text}`, cell: ({ token, known }) => `  ${token}${known ? '' : ' (unknown)'}` },
    { head: 'weight', right: true, cell: ({ weight }) => `${weight < 0 ? '-' : '+'}${percent(Math.abs(weight))}` },
    { head: 'without it', right: true, cell: ({ weight }) => percent(Math.min(1, Math.max(0, probability - weight))) },
  ]);
  const notes = [
    together > 1 ? `Neighbours were weighed together, ${together} at a time.` : '',
    got.length > told.length ? `${got.length - told.length} more matter less; --json has them all.` : '',
    cut > 0 ? `${cut} cut off: the network does not get them.` : '',
  ];
  return [rows, ...notes.filter((note) => note !== '')].join('\n');
}

export const predict: CoreCommand = {
  name: 'predict',
  takes,
  summary: 'say what images, texts or rows are',
  details:
    'Files are images; --text may be given several times. A run answers what it was trained on.\nWith --why each token of a text has a weight: how much of the probability of the answer goes when the network gets\nthe unknown token in its place. Below 0 it speaks against the answer.\nOf series --steps forecasts further than the network answers at once: its forecasts go in as if they had come. What goes\nin must be forecast, known ahead in the file, or held at its last value with --hold; times go on by themselves.',
  examples: [
    'unfold predict 1 rose.jpg',
    'unfold predict 1 photos/*.jpg --json',
    'unfold predict 2 --text "not bad" --text "not good"',
    'unfold predict 2 --text "not bad at all" --why',
    'unfold predict 3 --file sales.csv --out next-week.csv',
    'unfold predict 3 --file sales.csv --out next-month.csv --steps 28',
  ],
  options: {
    text: { value: '"…"', several: true, help: 'a text to be answered' },
    file: { value: 'FILE', help: 'rows of a table to be answered, or series to be forecast, read as the import reads them' },
    out: { value: 'FILE.csv', help: 'where their answers go' },
    steps: { value: 'N', help: 'of series: how many steps are forecast; as many as the network answers at once otherwise' },
    hold: { help: 'with --steps: inputs that nobody knows ahead stay as they were last' },
    why: { help: 'tell which tokens of each text mattered' },
  },
  words: [1, Number.POSITIVE_INFINITY],
  async run(session, [asked = '', ...files], given) {
    const run = idOf('run', asked);
    const texts = textsOf(given, 'text');
    const file = textOf(given, 'file');
    if (file !== undefined && files.length + texts.length === 0)
      return predictRows(session, run, { file, out: textOf(given, 'out'), ...aheadOf(given) });
    if (given.steps !== undefined || given.hold === true)
      throw appError('usage-wrong', { problem: '--steps and --hold are of a --file.', usage: `unfold predict ${takes}` });
    if (files.length > 0 === texts.length > 0) {
      const problem = `predict needs files or --text, one of the two; got ${files.length > 0 ? 'both' : 'neither'}.`;
      throw appError('usage-wrong', { problem, usage: `unfold predict ${takes}` });
    }
    if (given.why === true && texts.length === 0) {
      throw appError('usage-wrong', { problem: '--why needs --text; got files.', usage: 'unfold predict RUN --text "…" --why' });
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
    const weighed = given.why === true ? await reasons(session, run, texts, answers) : [];
    const predictions = answers.map(({ label, probabilities }, at) => {
      const why = weighed[at];
      return { input: inputs[at] ?? '', label, probabilities, ...(why === undefined ? {} : { tokens: why.tokens }) };
    });
    const overview = table(predictions, [
      { head: files.length > 0 ? 'image' : 'text', cell: ({ input }) => input },
      { head: 'is', cell: ({ label }) => label },
      { head: 'probability', right: true, cell: (each) => percent(Math.max(...each.probabilities.map(({ probability }) => probability))) },
      { head: 'or', cell: (each) => runnerUp(each) },
    ]);
    const text = [overview, ...weighed.map((each, at) => reasonText(texts[at] ?? '', each))].join('\n\n');
    return { json: { predictions }, text, ...(session.interrupted.aborted ? { code: 130 } : {}) };
  },
};

/** How far series are forecast, as far as that was said. */
function aheadOf(given: Given): { steps?: number; hold: boolean } {
  const steps = wholeOf(given, 'steps', 1);
  return { ...(steps !== undefined && { steps }), hold: given.hold === true };
}

/** Answers rows of a file into another one. */
async function predictRows(
  session: Session,
  run: number,
  { file, out, ...ahead }: { file: string; out: string | undefined; steps?: number; hold: boolean },
): Promise<Outcome> {
  if (out === undefined)
    throw appError('usage-wrong', { problem: '--file needs --out, where the answers go.', usage: `unfold predict ${takes}` });
  const started = await session.call('predictions.file', { run, file: resolve(file), out: resolve(out), ...ahead });
  const job = await jobResult(session, started.job);
  if (job.state === 'cancelled')
    return { json: { run, state: 'cancelled' }, text: 'Predicting was stopped; nothing was written.', code: 130 };
  const result = filePredicted.parse(job.result);
  const { atOnce, items, skipped } = result;
  const lines = [`Answered ${items.toLocaleString('en')} into ${result.out}`];
  if (atOnce !== null)
    lines.push(`From step ${atOnce + 1} on forecasts rest on forecasts: they are less sure, and ranges do not grow with that.`);
  if (skipped.length > 0) lines.push('', ...skippedLines(skipped));
  return { json: result, text: lines.join('\n') };
}

/** What a run on texts has learned. */
async function answersOf(session: Session, run: number): Promise<Answers> {
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
