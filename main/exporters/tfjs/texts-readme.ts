import { codeCount, type FittedText, textShape } from '#app/data/texts/fitted.ts';
import { languageNames } from '#app/data/texts/languages.ts';
import { specialTokens } from '#app/data/texts/special-tokens.ts';
import { stemmerName } from '#app/data/texts/stemming.ts';
import { longestToken } from '#app/data/texts/term-counter.ts';
import type { TextExportData } from '../exporter.ts';

type Settings = FittedText['settings'];

/** README.txt of a TF.js export of texts: what a text goes through, rule by rule; how to load it, how to check it. */
export function textsReadme({ fitted, examples }: TextExportData, labels: readonly string[]): string {
  const { settings } = fitted;
  const subwords = settings.tokens === 'subwords';
  const rules = [...normalising(settings), ...tokenizing(settings), ...coding(fitted), ...encoding(fitted)];
  return `A neural network for texts, made with Unfold, in the standard TensorFlow.js layers format.

  model.json, weights-*.bin   the network
  unfold.json                 preprocessing, vocabulary, labels, figures of the training run, examples with their answers
  texts.mjs                   the way of a text to the network, for web pages and Node programs
${subwords ? '  tokenizer.json              the subwords, for the tokenizers of Hugging Face\n' : ''}
${examplesAre(examples)}

It takes ${settings.encoding === 'integer' ? 'whole numbers (int32)' : 'numbers (float32)'}, [batch, ${textShape(fitted).join(', ')}], and answers
${labels.length} probabilities, in the order of "labels" in unfold.json.

In a web page:

  import * as tf from '@tensorflow/tfjs';
  import { textCoder } from './texts.mjs';
${hookOf(settings)}  const model = await tf.loadLayersModel('model.json');
  const about = await (await fetch('unfold.json')).json();
  const coder = textCoder(about${argumentsOf(settings)});
  const input = tf.tensor(coder.input('Your text'), [1, ...coder.shape], coder.dtype);
  const probabilities = await model.predict(input).data();
  console.log(about.labels[probabilities.indexOf(Math.max(...probabilities))]);

To check it, feed an example's own text: its codes must be those of coder.codes(example.text), and the answer equals
example.probabilities to 0.00001. differing(about, coder), from texts.mjs too, answers the examples that get other codes here.

How a text becomes the input, by hand:

${rules.map((rule, place) => `${String(place + 1).padStart(2)}. ${rule}`).join('\n')}
`;
}

/** Whoever passes the folder on passes these on too. */
function examplesAre(examples: TextExportData['examples']): string {
  return examples.some(({ label }) => label !== null)
    ? 'The examples in unfold.json are texts as they were in the data: look at them before you pass the folder on.'
    : 'The examples in unfold.json are made up of the vocabulary: the data was not at hand.';
}

function hookOf(settings: Settings): string {
  if (settings.tokens === 'subwords')
    return `  import { Tokenizer } from '@huggingface/tokenizers';
  const tokenizer = new Tokenizer(await (await fetch('tokenizer.json')).json(), {});
  const encode = (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
`;
  const algorithm = settings.stemming ? stemmerName(settings.language) : null;
  return algorithm === null
    ? ''
    : `  import snowball from 'snowball-stemmers';
  const stemmer = snowball.newStemmer('${algorithm}');
  const stem = (word) => stemmer.stem(word);
`;
}

function argumentsOf(settings: Settings): string {
  if (settings.tokens === 'subwords') return ', { encode }';
  return settings.stemming && stemmerName(settings.language) !== null ? ', { stem }' : '';
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
    case 'words': {
      const { language } = settings;
      const ofLanguage = `Intl.Segmenter('${language}', { granularity: 'word' })`;
      const found = `The text is cut at spaces, tabs and line ends; in each stretch the words are the word-like segments of
    ${ofLanguage}, as of Unicode 17 (Unicode’s word boundaries, UAX #29). Punctuation is no token,
    but a full stop or a colon between letters holds them together: a.b and a:b are one word each, which Chromium has otherwise.`;
      const algorithm = settings.stemming ? stemmerName(language) : null;
      return [
        found,
        ...(settings.stopWords
          ? [`Stop words go (${languageNames[language]}): every word that, in lower case, stands in "stopWords" in unfold.json.`]
          : []),
        ...(algorithm === null
          ? []
          : [
              `Each word in lower case is cut to its stem by Snowball’s stemmer "${algorithm}" (npm: snowball-stemmers)${language === 'en' ? ', its apostrophes made straight before' : ''}; a word of
    which nothing would be left stays, and so does one without a letter.`,
            ]),
      ];
    }
  }
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

function padding({ length, padding: side, truncation, startEnd }: Settings): string[] {
  const most = startEnd ? length - 2 : length;
  return [
    `Of more than ${most} codes, ${truncation === 'pre' ? `the last ${most} stay: the beginning is cut off` : `the first ${most} stay: the end is cut off`}.`,
    ...(startEnd ? ['2 is put before the codes and 3 behind them.'] : []),
    `With fewer than ${length} codes, 0 fills up ${side === 'pre' ? 'before' : 'behind'} them, so that there are ${length}.`,
  ];
}

function weights({ tfIdf: { smooth, sublinear, norm } }: Settings): string[] {
  const rarity = smooth ? 'ln((1 + texts)/(1 + textCounts)) + 1' : 'ln(texts/textCounts) + 1';
  const size = { l2: 'the square root of the sum of their squares', l1: 'the sum of their absolute values', none: '' }[norm];
  return [
    ...(sublinear ? ['Each count above 0 becomes 1 + ln(count).'] : []),
    `Each is multiplied by its number in "inverseTextCounts", which is ${rarity}.`,
    ...(norm === 'none' ? [] : [`All are divided by ${size}; where that is 0, they stay.`]),
  ];
}
