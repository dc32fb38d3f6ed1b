import type { TextLook } from '../../contract/texts.ts';
import { grouped } from '../../numbers.ts';
import type { TextFacts } from './facts.ts';
import { hasSteps, type TextAnswers, type TextPreprocessing } from './preprocessing.ts';

/** How many things go in and how many come out, as the course notes tell tasks apart. */
export type TaskForm = 'one-to-one' | 'one-to-many' | 'many-to-one' | 'many-to-many';

/** What is learned of texts, in the words of somebody who has a file and a wish. */
export interface Task {
  form: TaskForm;
  title: string;
  /** What goes in and what comes out. */
  sentence: string;
}

/** What texts can teach, by what is answered. */
export const tasks: Readonly<Record<TextAnswers, Task>> = {
  class: {
    form: 'many-to-one',
    title: 'One class for the whole text',
    sentence: 'A text goes in, its class comes out: a mood, a topic, spam or not.',
  },
  tags: {
    form: 'many-to-many',
    title: 'A tag for each word',
    sentence: 'A sentence goes in, a tag for each word comes out: noun, verb, name.',
  },
  next: {
    form: 'many-to-many',
    title: 'What comes next, to write texts',
    sentence: 'A text goes in; after each token the next one comes out. So it can write on.',
  },
};

/** A form of task with what it is, and what Unfold makes of it. */
export interface FormWords {
  form: TaskForm;
  title: string;
  example: string;
  /** How it is trained here, or why it is not. */
  here: string;
}

/** The four forms, from the simplest on. */
export const taskForms: readonly FormWords[] = [
  {
    form: 'one-to-one',
    title: 'One to one',
    example: 'An image goes in, its class comes out.',
    here: 'Nothing is read in order. Import a folder of images for it; texts have many steps.',
  },
  {
    form: 'one-to-many',
    title: 'One to many',
    example: 'A first letter goes in, a whole text comes out: each answer is the next input.',
    here: 'It is not trained by itself: train “What comes next”, then let the run write, in Use. Captions of images are not offered.',
  },
  {
    form: 'many-to-one',
    title: 'Many to one',
    example: 'A review goes in, its mood comes out.',
    here: 'Train “One class for the whole text”.',
  },
  {
    form: 'many-to-many',
    title: 'Many to many',
    example: 'A sentence goes in, as many answers come out: a tag for each word, or the next letter after each.',
    here: 'Train “A tag for each word” or “What comes next”. Answers of another length, as in translation, are not offered.',
  },
];

/** Of a file or folder of texts, what decides which tasks it can teach. */
type Teacher = Pick<TextLook, 'kind' | 'suggested'> & { columns: readonly unknown[] };

/** Why a source cannot teach a task, with what could; null where it can. */
export function untaught({ kind, suggested, columns }: Teacher, answers: TextAnswers): string | null {
  switch (answers) {
    case 'next':
      return kind === 'tagged' ? 'Each word stands alone with its tag here: take the text itself' : null;
    case 'tags':
      return kind === 'tagged' ? null : 'Needs a word and its tag on each line, and an empty line between sentences';
    case 'class':
      if (kind === 'tagged') return 'Each word has a tag here, and no sentence a class';
      if (kind === 'long-text') return 'One long text has no classes: take a table, or a folder for each class';
      if (kind === 'folder') return suggested.label === null ? 'Needs one folder a class; these texts lie in one' : null;
      return columns.length < 2 ? 'Needs a second column, which names the class' : null;
  }
}

/** What a source teaches unless somebody wants something else of it. */
export function usualTask(source: Teacher): TextAnswers {
  if (source.kind === 'tagged') return 'tags';
  return untaught(source, 'class') === null ? 'class' : 'next';
}

/** One decision that Unfold makes for a task, and why. */
export interface Proposal {
  name: 'Shape' | 'Padding' | 'Masking' | 'Head' | 'Loss' | 'Metrics';
  words: string;
}

type GuideSettings = Pick<TextPreprocessing, 'answers' | 'encoding' | 'length' | 'padding'>;
/** What is known once texts are prepared: the codes, and how many classes or tags there are. */
type Known = Pick<TextFacts, 'codes' | 'shape'> & { classes: number };

/** Shape, padding, masking, head, loss and metrics of a task, a line each. `known`: null before the texts are prepared. */
export function proposals(settings: GuideSettings, known: Known | null): Proposal[] {
  return [
    { name: 'Shape', words: shapeWords(settings, known) },
    { name: 'Padding', words: paddingWords(settings) },
    { name: 'Masking', words: maskingWords(settings) },
    { name: 'Head', words: headWords(settings, known) },
    { name: 'Loss', words: lossWords(settings) },
    { name: 'Metrics', words: metricWords[settings.answers] },
  ];
}

function shapeWords(settings: GuideSettings, known: Known | null): string {
  if (!hasSteps(settings))
    return `${known === null ? 'One number' : grouped(known.shape[0] ?? 0)} a text, one for each token: no timesteps`;
  const steps = known === null ? 'As many timesteps as 95 % of the texts need' : `${grouped(settings.length)} timesteps`;
  return settings.encoding === 'integer' ? `${steps}, a code each` : `${steps}, a row of features each`;
}

function paddingWords(settings: GuideSettings): string {
  if (!hasSteps(settings)) return 'None: counts are as many for a short text as for a long one';
  const [where, why] =
    settings.padding === 'pre'
      ? [
          'Before the text',
          settings.answers === 'class' ? 'the last step, which answers, is always a token' : 'all texts end at the same step',
        ]
      : ['After the text', settings.answers === 'class' ? 'the last step of a short text is padding' : 'all texts begin at the first step'];
  return `${where}: ${why}`;
}

function maskingWords(settings: GuideSettings): string {
  if (!hasSteps(settings)) return 'None: nothing is padded';
  const judged = settings.answers === 'class' ? '' : ', and has no answer to be judged';
  return settings.encoding === 'integer' ? `In the Embedding: padding is skipped${judged}` : `None: padding is a row of zeros${judged}`;
}

function headWords({ answers }: GuideSettings, known: Known | null): string {
  const units = answers === 'next' ? known?.codes : known?.classes;
  const dense = units === undefined ? 'Dense' : `Dense ${grouped(units)}`;
  const what = { class: 'class, once, at the end', tags: 'tag, at each step', next: 'token that may come next, at each step' }[answers];
  return `${dense} and softmax: a probability for each ${what}`;
}

function lossWords({ answers }: GuideSettings): string {
  return answers === 'class'
    ? 'Categorical cross-entropy: −ln p of the right class'
    : 'Categorical cross-entropy: −ln p of the right answer, the mean over steps that have one';
}

const metricWords: Readonly<Record<TextAnswers, string>> = {
  class: 'Accuracy of texts and F1 of each class, beside always answering the largest',
  tags: 'Accuracy of words and F1 of each tag, beside what the word alone tells',
  next: 'Accuracy of tokens and perplexity (e to the loss), beside what the last two tokens tell',
};
