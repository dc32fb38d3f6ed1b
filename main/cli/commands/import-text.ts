import { resolve } from 'node:path';
import type { z } from 'zod';
import type { CallOutput } from '#app/contract/index.ts';
import { type textColumns, textPieces } from '#app/contract/texts.ts';
import type { VectorFacts } from '#app/data/texts/facts.ts';
import {
  mostTimesteps,
  type TextAnswers,
  type TextPreprocessing,
  textAnswers,
  textPreprocessing,
  tokenKind,
} from '#app/data/texts/preprocessing.ts';
import { specialTokens } from '#app/data/texts/special-tokens.ts';
import { suggestedTexts } from '#app/data/texts/suggested.ts';
import { appError } from '#app/errors.ts';
import type { CoreCommand, Given } from '../command.ts';
import { importText as outcomeText, reportOf } from '../import-outcome.ts';
import { projectOf, projectOption } from '../project-option.ts';
import { splitOf, splitOptions } from '../split-option.ts';
import { percent } from '../table.ts';
import { choiceOf, textOf, wholeOf } from '../values.ts';
import { jobResult } from '../wait.ts';

const takes =
  'FILE|FOLDER [--learn class|tags|next] [--text COLUMN] [--label COLUMN] [--pieces line|paragraph] [--tokens words|characters|subwords] [--length N] [--encoding integer|one-hot|bag-of-words|tf-idf] [--vectors FILE] [--name N] [--project P] [--split 80/10/10] [--seed S]';
const usage = `unfold import text ${takes}`;
const wrong = (problem: string) => appError('usage-wrong', { problem, usage });

/** Of how a text becomes numbers those settings that were given, on top of the suggested ones. */
function preprocessingOf(given: Given, suggested: TextPreprocessing): TextPreprocessing {
  const length = wholeOf(given, 'length', 1);
  if (length !== undefined && length > mostTimesteps) throw wrong(`--length must be ${mostTimesteps} or less; got ${length}.`);
  const asked = {
    tokens: choiceOf(given, 'tokens', tokenKind.options),
    encoding: choiceOf(given, 'encoding', textPreprocessing.shape.encoding.unwrap().options),
    length,
  };
  const settings = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const read = textPreprocessing.safeParse({ ...suggested, ...settings });
  if (!read.success) throw wrong(`These options do not go together: ${read.error.issues.map(({ message }) => message).join('; ')}.`);
  return read.data;
}

/** Which columns are read, with a word where nothing says what a text's class is. */
function columnsOf(given: Given, look: CallOutput<'datasets.lookTexts'>, answers: TextAnswers): z.input<typeof textColumns> {
  if (look.kind === 'long-text') return { pieces: piecesOf(given, look) };
  if (look.kind === 'tagged') return chosen({ token: textOf(given, 'text'), tag: textOf(given, 'label') });
  if (answers === 'next') return chosen({ text: textOf(given, 'text') });
  const text = textOf(given, 'text');
  const label = textOf(given, 'label') ?? look.suggested.label ?? undefined;
  if (look.kind === 'folder') return {};
  if (label === undefined) {
    const names = look.columns.map(({ name }) => `"${name}"`).join(', ');
    throw wrong(`A text needs a label; no column of ${look.path} looks like one${names === '' ? '' : `: it has ${names}`}. Give --label.`);
  }
  return chosen({ text, label });
}

/** Those of the columns that were given. */
const chosen = (columns: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(columns).flatMap(([name, column]) => (column === undefined ? [] : [[name, column]])));

function piecesOf(given: Given, { pieces }: CallOutput<'datasets.lookTexts'>): z.infer<typeof textPieces> {
  const suggested = pieces ?? { by: 'line', mostCharacters: longestPiece };
  const by = choiceOf(given, 'pieces', textPieces.shape.by.options) ?? suggested.by;
  return { by, mostCharacters: by === suggested.by ? suggested.mostCharacters : longestPiece };
}

/** Characters of a piece of a long text that is not parted as suggested. */
const longestPiece = 200;

/** What is to be learned: what was asked for, else what such a file usually teaches. */
const answersOf = (given: Given, look: CallOutput<'datasets.lookTexts'>): TextAnswers =>
  choiceOf(given, 'learn', textAnswers.options) ?? look.import.preprocessing.answers;

const suggestedFor = (
  answers: TextAnswers,
  look: CallOutput<'datasets.lookTexts'>,
  columns: z.input<typeof textColumns>,
): TextPreprocessing => suggestedTexts(answers, (columns.pieces ?? look.pieces)?.by !== 'paragraph');

const classWords = { class: 'class', classes: 'classes' };
const outcomeWords = {
  class: { items: 'texts', counted: 'texts', ...classWords },
  tags: { items: 'sentences', counted: 'words', class: 'tag', classes: 'tags' },
  next: { items: 'texts', counted: 'texts', ...classWords },
};

const vectorWords = ({ dimension, words, occurrences }: VectorFacts): string =>
  `Word vectors of ${dimension} numbers for ${percent(words)} of the vocabulary, ${percent(occurrences)} of the words of the training part`;

export const importText: CoreCommand = {
  name: 'import text',
  takes,
  summary: 'make a dataset of texts',
  details:
    'A file has a row a text: CSV, TSV or JSON lines with a text and a label column. A folder has one subfolder of .txt files a class.\nTagged words stand one a line with their tag (CoNLL), an empty line between sentences. One long text is learned to be written on.\nColumns are guessed where they are not given. Rows that cannot be read are listed and skipped.',
  examples: [
    'unfold import text reviews.csv',
    'unfold import text names.csv --text name --label language --tokens characters --length 20',
    'unfold import text poems.txt --learn next',
  ],
  options: {
    text: { value: 'COLUMN', help: 'the column with the texts' },
    label: { value: 'COLUMN', help: 'the column with their classes, or with the tags of tagged words' },
    learn: {
      value: textAnswers.options.join('|'),
      help: 'a class a text, a tag a word, or after each token the next one; what the file teaches otherwise',
    },
    pieces: { value: textPieces.shape.by.options.join('|'), help: 'what one long text is parted into' },
    tokens: { value: tokenKind.options.join('|'), help: 'what a text is cut into' },
    length: { value: 'N', help: 'tokens that every text is cut or padded to; so many that 95 % of the texts fit otherwise' },
    encoding: { value: 'integer|one-hot|bag-of-words|tf-idf', help: 'how tokens become numbers' },
    vectors: { value: 'FILE', help: 'pretrained word vectors for an Embedding to begin with: GloVe, word2vec as text, FastText' },
    name: { value: 'N', help: 'what to call it; the name of the file otherwise' },
    ...projectOption,
    ...splitOptions,
  },
  words: [1, 1],
  async run(session, [path = ''], given) {
    const split = splitOf(given, usage);
    // What is wrong with the options is said before anything is read.
    preprocessingOf(given, textPreprocessing.parse({ kind: 'texts' }));
    const look = await session.call('datasets.lookTexts', { path: resolve(path) });
    const answers = answersOf(given, look);
    const columns = columnsOf(given, look, answers);
    const vectors = textOf(given, 'vectors');
    const project = await projectOf(session, textOf(given, 'project'), usage);
    const started = await session.call('datasets.importTexts', {
      path: look.path,
      columns,
      name: textOf(given, 'name') ?? look.import.name,
      ...(project === undefined ? {} : { project }),
      preprocessing: preprocessingOf(given, suggestedFor(answers, look, columns)),
      fitLength: textOf(given, 'length') === undefined,
      ...(vectors === undefined ? {} : { vectors: resolve(vectors) }),
      split: { ...look.import.split, ...split },
    });
    const job = await jobResult(session, started.job);
    if (job.state === 'cancelled') {
      const text = 'The import was stopped. The same command begins it anew.';
      return { json: { dataset: started.dataset, state: 'cancelled' }, text, code: 130 };
    }
    const report = reportOf(job);
    const { preprocessing, texts } = await session.call('datasets.get', { dataset: report.dataset });
    if (preprocessing.kind !== 'texts' || texts === null) throw new Error('an import of texts makes a dataset of prepared texts');
    const vocabulary = texts.codes - specialTokens(preprocessing).length;
    const { length, tokens, encoding } = preprocessing;
    const steps = encoding === 'integer' || encoding === 'one-hot' ? `, ${length.toLocaleString('en')} of them a text` : '';
    const covered = texts.vectors === null ? '' : `\n${vectorWords(texts.vectors)}`;
    const fitted = `Vocabulary of ${vocabulary.toLocaleString('en')} ${tokens}${steps}`;
    return {
      json: { ...report, vocabulary, length, ...(texts.vectors === null ? {} : { vectors: texts.vectors }) },
      text: `${fitted}${covered}\n${outcomeText(report, outcomeWords[answers], `unfold train ${report.dataset}`)}`,
    };
  },
};
