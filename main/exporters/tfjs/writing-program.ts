/** What texts.mjs has beside the way of a text to the network where the next token is answered. */
export const writingProgram = String.raw`
/**
 * What may come after a beginning: [{ token, probability }], the likeliest first. Gets what the network answers to coder.input(text),
 * all its numbers in one row.
 */
export function nextOf({ preprocessing: settings, labels }, coder, text, probabilities) {
  const own = nextRow(coder.codes(text), settings, labels, probabilities);
  return Array.from(own, (probability, code) => ({ token: labels[code], probability })).sort((one, other) => other.probability - one.probability);
}

/**
 * Writes a text on and answers what is added, "length" tokens. "ask" answers, for a row of coder.input, all numbers of the network's
 * answer in one row. A temperature below 1 keeps to what is likely, one above 1 dares more, 0 always takes the likeliest; of topK above 0
 * only so many of the likeliest are drawn from. The same seed writes the same text, here and in Unfold.
 */
export async function writtenOn({ preprocessing: settings, vocabulary, labels }, coder, ask, text, how = {}) {
  const { length = 200, temperature = 1, topK = 0, seed = 7 } = how;
  const begin = coder.codes(text);
  const codes = [...begin];
  for (let written = 0; written < length; written += 1) {
    // Each text that came to its end is followed by a new one.
    const since = settings.startEnd ? codes.slice(codes.lastIndexOf(endCode) + 1) : codes;
    const own = nextRow(since, settings, labels, await ask(coder.inputOf(since)));
    codes.push(sample(own, { temperature, topK }, settings, drawn(seed, codes.length)));
  }
  const read = (some) => textOf(some, settings, vocabulary.words, labels);
  return read(codes).slice(read(begin).length);
}

/** The probabilities of each code to come after these. */
function nextRow(codes, settings, labels, probabilities) {
  const { last, isEmpty } = begun(codes, settings);
  if (isEmpty) throw new Error('The text must have a token to go on from; got none: begin it with a word or a letter.');
  return probabilities.slice(last * labels.length, (last + 1) * labels.length);
}

/** A code, drawn by p^(1/temperature) from the topK likeliest; padding, unknown and start are never written. */
function sample(probabilities, { temperature, topK }, { startEnd }, draw) {
  const codes = Array.from(probabilities.keys()).filter((code) => code > unknownCode && !(startEnd && code === startCode));
  const ranked = codes.sort((one, other) => probabilities[other] - probabilities[one]);
  const kept = topK > 0 ? ranked.slice(0, topK) : ranked;
  if (temperature === 0) return kept[0];
  const logarithm = (code) => Math.log(Math.max(probabilities[code], Number.MIN_VALUE));
  const largest = logarithm(kept[0]);
  const weights = kept.map((code) => Math.exp((logarithm(code) - largest) / temperature));
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, code] of kept.entries()) {
    left -= weights[at];
    if (left < 0) return code;
  }
  return kept.at(-1);
}

const golden = 0x9e3779b9;

/** Mixes 32 bits so that each bit of the outcome depends on every one. */
function mix(value) {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** A number of [0, 1) that seed and place alone decide. */
function drawn(seed, place) {
  let hash = 2;
  for (const part of [seed, place]) {
    hash = mix(hash + golden + (part | 0));
    hash = mix(hash + golden + (Math.floor(part / 2 ** 32) | 0));
  }
  const key = hash >>> 0;
  return (mix(mix(key + golden) + key) >>> 0) / 2 ** 32;
}

/** Codes as a text; each text that came to its end stands on lines of its own. */
function textOf(codes, { tokens, startEnd }, words, labels) {
  const first = labels.length - words.length;
  const texts = [[]];
  for (const code of codes) {
    if (startEnd && code === endCode) texts.push([]);
    else texts.at(-1).push(words[code - first] ?? labels[unknownCode]);
  }
  return texts.map((each) => joined(each, tokens)).join('\n');
}

function joined(tokens, kind) {
  if (kind === 'words') return joinedWords(tokens);
  const text = tokens.join('');
  return kind === 'characters' ? text : text.replaceAll('\u2581', ' ').replace(/^ /, '');
}

const closing = /^[.,;:!?…)\]}»”’%]+$/u;
const opening = /^[([{«„“‘¿¡]+$/u;
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Words with spaces between them where their script has any. */
function joinedWords(words) {
  let text = '';
  let before = '';
  for (const word of words) {
    const together = text === '' || closing.test(word) || opening.test(before) || (unspaced.test(word) && unspaced.test(before));
    text += together ? word : ' ' + word;
    before = word;
  }
  return text;
}
`;
