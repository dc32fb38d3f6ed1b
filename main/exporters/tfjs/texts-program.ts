import type { TextAnswers } from '#app/data/texts/preprocessing.ts';
import { askingLines } from './asking.ts';
import { taggingProgram } from './tagging-program.ts';
import { writingProgram } from './writing-program.ts';

/**
 * texts.mjs of a TF.js export: a text's way to the network for web pages, and the way of an answer for each step back, in nothing
 * but the platform's own JavaScript. What it answers must be what the app answers: texts-program.test.ts and steps-program.test.ts
 * (test/unit/main/exporters) hold it to that, and test/integration/training runs the files that are written of runs.
 */
export const textsProgram = (answers: TextAnswers): string => `${usage[answers]}${coding}${answering[answers]}`;

const answering: Record<TextAnswers, string> = { class: '', tags: taggingProgram, next: writingProgram };

const opening = `// Turns a text into what the network takes, as unfold.json says. Uses nothing but the platform's JavaScript.
//
//   const about = await (await fetch('unfold.json')).json();
//   const coder = textCoder(about);
`;

const asking = askingLines.map((line) => `//   ${line}\n`).join('');

const usage: Record<TextAnswers, string> = {
  class: `${opening}//   const input = tf.tensor(coder.input(text), [1, ...coder.shape], coder.dtype);
`,
  tags: `${opening}${asking}//   const tags = tagsOf(about, coder, text, await ask(coder.input(text)));
`,
  next: `${opening}${asking}//   const next = nextOf(about, coder, text, await ask(coder.input(text)));
//   const added = await writtenOn(about, coder, ask, text, { length: 200, temperature: 0.8, topK: 0, seed: 7 });
`,
};

const coding = String.raw`//
// Two things need a library, and are handed in as functions where unfold.json asks for them:
//   textCoder(about, { stem })    stem(word in lower case) answers its stem
//   textCoder(about, { encode })  encode(text) answers the codes of its subwords, without start and end

const longestToken = 256;
const [paddingCode, unknownCode, startCode, endCode] = [0, 1, 2, 3];

export function textCoder(about, { stem, encode } = {}) {
  const { preprocessing: settings, vocabulary, input } = about;
  const needsStem = settings.stemming && about.stemmer.algorithm !== null;
  if (needsStem && stem === undefined)
    throw new Error(
      'These words are cut to their stems: npm install ' + about.stemmer.library + ', then hand in a function from it: ' +
        "const stemmer = snowball.newStemmer('" + about.stemmer.algorithm + "'); textCoder(about, { stem: (word) => stemmer.stem(word) })",
    );
  if (settings.tokens === 'subwords' && encode === undefined)
    throw new Error(
      'These tokens are subwords: npm install @huggingface/tokenizers, then hand in a function from it: ' +
        'const tokenizer = new Tokenizer(what tokenizer.json holds, {}); ' +
        'textCoder(about, { encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids })',
    );
  const first = about.specialTokens.length;
  const codeOf = new Map(vocabulary.words.map((word, place) => [word, first + place]));
  const stopWords = new Set(about.stopWords ?? []);
  // English stemming takes every apostrophe for the straight one.
  const spelled = (word) => (settings.language === 'en' ? word.replace(/[\u2018\u2019\u201b]/g, "'") : word);
  const segmenter = new Intl.Segmenter(settings.language, { granularity: 'word' });

  function tokens(normalised) {
    return settings.tokens === 'characters' ? [...normalised] : normalised.split(/[\t-\r ]+/).flatMap((stretch) => wordsIn(stretch, segmenter));
  }

  /** The code of a normalised token; null of a stop word. */
  function codeOfToken(token) {
    const known = token.length <= longestToken;
    if (known && stopWords.has(token.toLowerCase())) return null;
    const cut = known && needsStem && /\p{L}/u.test(token) ? stem(spelled(token.toLowerCase())) : '';
    return codeOf.get(cut || token) ?? unknownCode;
  }

  /** The words and punctuation marks of a sentence as they are written: what tags are for. */
  const words = (text) => segmentsOf(text, segmenter).map(({ text }) => text).filter((each) => each.trim() !== '');

  /** The codes of a text's tokens, every one, without start, end and padding. */
  function codes(text) {
    if (settings.answers === 'tags') return words(text).map((word) => codeOfToken(normalise(word, settings)) ?? unknownCode);
    if (settings.tokens === 'subwords') return encode(wellFormed(text));
    return tokens(normalise(text, settings)).map(codeOfToken).filter((code) => code !== null);
  }

  /** What the network takes of codes: as many numbers as "input" in unfold.json says, in one row. */
  function inputOf(found) {
    switch (settings.encoding) {
      case 'integer':
        return stepsOf(found, settings);
      case 'one-hot':
        return oneHot(stepsOf(found, settings), input.shape[2]);
      case 'bag-of-words':
        return Float32Array.from(counted(found, first, vocabulary.words.length));
      case 'tf-idf':
        return Float32Array.from(weighed(counted(found, first, vocabulary.words.length), vocabulary.inverseTextCounts, settings.tfIdf));
    }
  }

  return { words, codes, inputOf, input: (text) => inputOf(codes(text)), shape: input.shape.slice(1), dtype: input.dtype };
}

/** Texts of the examples in unfold.json whose codes come out otherwise here; none, where this platform finds words as Unfold does. */
export function differing(about, coder) {
  return about.examples.filter(({ text, codes }) => String(coder.codes(text)) !== String(codes)).map(({ text }) => text);
}

/** Words of a stretch without spaces. */
const wordsIn = (stretch, segmenter) => segmentsOf(stretch, segmenter).filter((each) => each.isWordLike).map(({ text }) => text);

/**
 * Words and what lies between them. Chromium lets a full stop and a colon part letters, as in a.b and a:b, where Unicode does not; so
 * others of their kind that it leaves alone, a dot leader and a middle dot, stand in for them while words are looked for.
 */
function segmentsOf(text, segmenter) {
  const alike = text.replace(/[.\uff0e]/g, '\u2024').replace(/[:\ufe55\uff1a]/g, '\u00b7');
  return Array.from(segmenter.segment(alike), ({ index, segment, isWordLike }) => ({ text: text.slice(index, index + segment.length), isWordLike }));
}

/** Half a pair of surrogates is no character. */
const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, '\ufffd');

function normalise(text, { unicode, lowercase, accents }) {
  let normalised = wellFormed(text);
  if (unicode !== 'none') normalised = normalised.normalize(unicode);
  if (lowercase) normalised = normalised.replaceAll('Σ', 'σ').toLowerCase();
  if (accents === 'strip') normalised = normalised.normalize('NFD').replace(/[\u0300-\u036f]/gu, '').normalize('NFC');
  return normalised;
}

/** Exactly "length" codes, as the network gets them. */
const stepsOf = (codes, settings) => (settings.answers === 'next' ? begun(codes, settings).row : padded(codes, settings));

/** A beginning that is to be gone on with: its last codes, behind the start; "last" is the step whose answer is what comes next. */
function begun(codes, { length, padding, startEnd }) {
  const kept = (startEnd ? [startCode, ...codes] : [...codes]).slice(-length);
  const at = padding === 'pre' ? length - kept.length : 0;
  const row = new Int32Array(length).fill(paddingCode);
  row.set(kept, at);
  return { row, last: at + kept.length - 1, isEmpty: kept.length === 0 };
}

/** Exactly "length" codes: cut at the end that "truncation" names, the rest padding at the end that "padding" names. */
function padded(codes, { length, padding, truncation, startEnd }) {
  const kept = Math.min(codes.length, length - (startEnd ? 2 : 0));
  const from = truncation === 'pre' ? codes.length - kept : 0;
  const steps = codes.slice(from, from + kept);
  if (startEnd) {
    steps.unshift(startCode);
    steps.push(endCode);
  }
  const row = new Int32Array(length).fill(paddingCode);
  row.set(steps, padding === 'pre' ? length - steps.length : 0);
  return row;
}

/** Row by row, a 1 in the column of each code; padding and unknown have none. */
function oneHot(codes, width) {
  const numbers = new Float32Array(codes.length * width);
  codes.forEach((code, step) => {
    if (code > unknownCode) numbers[step * width + code - 2] = 1;
  });
  return numbers;
}

/** How often each word of the vocabulary comes. */
function counted(codes, first, size) {
  const counts = new Float64Array(size);
  for (const code of codes) if (code >= first) counts[code - first] += 1;
  return counts;
}

/** Each count, or 1 + ln of it, times how rare its word is; then all divided by their norm. */
function weighed(counts, inverseTextCounts, { sublinear, norm }) {
  const values = counts.map((count, place) => (count === 0 ? 0 : (sublinear ? 1 + Math.log(count) : count) * inverseTextCounts[place]));
  if (norm === 'none') return values;
  let sum = 0;
  for (const value of values) sum += norm === 'l2' ? value * value : Math.abs(value);
  const whole = norm === 'l2' ? Math.sqrt(sum) : sum;
  return whole > 0 ? values.map((value) => value / whole) : values;
}
`;
