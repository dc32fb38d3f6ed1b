import { codeCount, type FittedText, textShape } from '#app/data/texts/fitted.ts';
import { languageNames } from '#app/data/texts/languages.ts';
import { specialTokens } from '#app/data/texts/special-tokens.ts';
import { stemmerName } from '#app/data/texts/stemming.ts';
import { longestToken } from '#app/data/texts/term-counter.ts';
import type { TextExportData } from '../exporter.ts';
import { numbered } from './numbered.ts';
import { pageOf, type Usage, usageOf } from './texts-readme-usage.ts';

type Settings = FittedText['settings'];

/** README.txt of a TF.js export of texts: what a text goes through, rule by rule; how to load it, how to check it. */
export function textsReadme({ fitted, madeUp }: TextExportData, labels: readonly string[]): string {
  const { settings } = fitted;
  const usage = usageOf(settings, labels.length);
  const tokenizer =
    settings.tokens === 'subwords' ? '  tokenizer.json              the subwords, for the tokenizers of Hugging Face\n' : '';
  return `A neural network for texts, made with Unfold, in the standard TensorFlow.js layers format.

  model.json, weights-*.bin   the network
  unfold.json                 preprocessing, vocabulary, labels, figures of the training run, examples with their answers
  texts.mjs                   the way of a text to the network, for web pages and Node programs
${tokenizer}
${examplesAre(madeUp, usage)}

It takes ${settings.encoding === 'integer' ? 'whole numbers (int32)' : 'numbers (float32)'}, [batch, ${textShape(fitted).join(', ')}], and answers
${usage.answers}

In a web page:

${pageOf(settings, usage)}

To check it, feed an example's own text: its codes must be those of coder.codes(example.text), and ${usage.check}.
differing(about, coder), from texts.mjs too, answers the examples that get other codes here.

How a text becomes the input, by hand:

${numbered([...tokenRules(settings), ...coding(fitted), ...encoding(fitted)])}
${settings.answers === 'next' ? `\nHow a text is written on, by hand:\n\n${numbered(writing(settings))}\n` : ''}`;
}

/** Whoever passes the folder on passes these on too. */
const examplesAre = (madeUp: boolean, { examples }: Usage): string =>
  madeUp
    ? 'The examples in unfold.json are made up of the vocabulary: the data was not at hand.'
    : `The examples in unfold.json are ${examples}: look at them before you pass the folder on.`;

/** A sentence whose words get tags is parted as it is written; all others are made alike first. */
const tokenRules = (settings: Settings): string[] =>
  settings.answers === 'tags'
    ? [parting(settings), ...normalising(settings), ...terms(settings)]
    : [...normalising(settings), ...tokenizing(settings)];

function parting({ language }: Settings): string {
  return `The text is parted into words and punctuation marks: the segments of ${segmenterOf(language)}
    that are not white space, as of Unicode 17 (Unicode’s word boundaries, UAX #29); a.b and a:b are one word each, which Chromium
    has otherwise. Each of them then goes its way by itself:`;
}

function normalising({ unicode, lowercase, accents }: Settings): string[] {
  return [
    'Half a surrogate pair (a broken character) becomes U+FFFD.',
    ...(unicode === 'none' ? [] : [`Characters are made alike: Unicode normalisation form ${unicode}.`]),
    ...(lowercase ? ['Every letter in lower case, by Unicode’s rules for no language; Σ becomes σ, at the end of a word too.'] : []),
    ...(accents === 'strip' ? ['Accents go: decompose (NFD), leave out U+0300 to U+036F, compose again (NFC). Other marks stay.'] : []),
  ];
}

function tokenizing(settings: Settings): string[] {
  switch (settings.tokens) {
    case 'characters':
      return ['The text is cut into characters: Unicode code points, spaces and punctuation too.'];
    case 'subwords':
      return ['The text is cut into subwords (byte-pair encoding) as tokenizer.json says; it does the rules from 2 on by itself.'];
    case 'words':
      return [
        `The text is cut at spaces, tabs and line ends; in each stretch the words are the word-like segments of
    ${segmenterOf(settings.language)}, as of Unicode 17 (Unicode’s word boundaries, UAX #29). Punctuation is no token,
    but a full stop or a colon between letters holds them together: a.b and a:b are one word each, which Chromium has otherwise.`,
        ...terms(settings),
      ];
  }
}

const segmenterOf = (language: Settings['language']): string => `Intl.Segmenter('${language}', { granularity: 'word' })`;

/** What words count as. */
function terms(settings: Settings): string[] {
  const { language } = settings;
  const algorithm = settings.stemming ? stemmerName(language) : null;
  const go = settings.answers === 'tags' ? 'Stop words get code 1' : 'Stop words go';
  return [
    ...(settings.stopWords
      ? [`${go} (${languageNames[language]}): every word that, in lower case, stands in "stopWords" in unfold.json.`]
      : []),
    ...(algorithm === null
      ? []
      : [
          `Each word in lower case is cut to its stem by Snowball’s stemmer "${algorithm}" (npm: snowball-stemmers)${language === 'en' ? ', its apostrophes made straight before' : ''}; a word of
    which nothing would be left stays, and so does one without a letter.`,
        ]),
  ];
}

function coding(fitted: FittedText): string[] {
  const { settings, words } = fitted;
  const special = specialTokens(settings);
  const tooLong = settings.tokens === 'words' ? `, or has more than ${longestToken} UTF-16 units,` : '';
  return [
    `Each token becomes its code. ${special.map((token, code) => `${code} is ${token}`).join(', ')}; then come the ${words.length} ${settings.tokens}
    of "vocabulary" in unfold.json in their order, from ${special.length} to ${codeCount(fitted) - 1}. A token that is not among them${tooLong} is 1.
    No token becomes 0${special.length > 2 ? ', 2 or 3' : ''}, not even one that is spelled like them.`,
  ];
}

function encoding(fitted: FittedText): string[] {
  const { settings } = fitted;
  switch (settings.encoding) {
    case 'integer':
      return padding(settings);
    case 'one-hot':
      return [
        ...padding(settings),
        `Each code becomes a row of ${textShape(fitted)[1]} numbers: 1 at place code − 2, counted from 0, else 0. Padding and unknown are all 0.`,
      ];
    case 'bag-of-words':
      return [counts(fitted)];
    case 'tf-idf':
      return [counts(fitted), ...weights(settings)];
  }
}

const counts = ({ settings, words }: FittedText) =>
  `One number for each of the ${words.length} ${settings.tokens}, in their order: how often its code comes. Code 1 counts nowhere.`;

function padding({ answers, length, padding: side, truncation, startEnd }: Settings): string[] {
  const filling = `With fewer than ${length} codes, 0 fills up ${side === 'pre' ? 'before' : 'behind'} them, so that there are ${length}.`;
  if (answers === 'next')
    return [
      ...(startEnd ? ['2 is put before the codes.'] : []),
      `Of more than ${length} codes, the last ${length} stay.`,
      `${filling} What comes next is answered at the step of the last code.`,
    ];
  const most = startEnd ? length - 2 : length;
  return [
    `Of more than ${most} codes, ${truncation === 'pre' ? `the last ${most} stay: the beginning is cut off` : `the first ${most} stay: the end is cut off`}.`,
    ...(startEnd ? ['2 is put before the codes and 3 behind them.'] : []),
    filling,
  ];
}

const joints: Record<Settings['tokens'], string> = {
  words: ', with spaces between them but before a full stop and the like',
  characters: '',
  subwords: ', \u2581 a space',
};

/** How the next token is drawn. */
const writing = ({ tokens, startEnd }: Settings): string[] => [
  `Of the probabilities of what comes next, those of ${startEnd ? '0, 1 and 2' : '0 and 1'} are left out.`,
  'With a top-k above 0 only so many stay, the likeliest; of equals those with the lower codes.',
  'Each is raised to the power 1/temperature, and one is drawn in proportion; a temperature of 0 takes the likeliest.',
  'Its code goes behind the others, and what comes after them is asked in turn.',
  ...(startEnd ? ['After 3 the text is at its end: what is asked from there on is how a new one begins, with nothing before it.'] : []),
  `Codes become their ${tokens} again${joints[tokens]}.`,
];

function weights({ tfIdf: { smooth, sublinear, norm } }: Settings): string[] {
  const rarity = smooth ? 'ln((1 + texts)/(1 + textCounts)) + 1' : 'ln(texts/textCounts) + 1';
  const size = { l2: 'the square root of the sum of their squares', l1: 'the sum of their absolute values', none: '' }[norm];
  return [
    ...(sublinear ? ['Each count above 0 becomes 1 + ln(count).'] : []),
    `Each is multiplied by its number in "inverseTextCounts", which is ${rarity}.`,
    ...(norm === 'none' ? [] : [`All are divided by ${size}; where that is 0, they stay.`]),
  ];
}
