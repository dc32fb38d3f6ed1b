import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createCoder } from '#app/data/texts/coder.ts';
import { codeCount, type FittedText, fittedText, textShape } from '#app/data/texts/fitted.ts';
import { tokenPlaces } from '#app/data/texts/pad.ts';
import type { TextAnswers } from '#app/data/texts/preprocessing.ts';
import { specialTokens } from '#app/data/texts/special-tokens.ts';
import { stemmerName } from '#app/data/texts/stemming.ts';
import { droppedWords } from '#app/data/texts/terms.ts';
import { inverseTextCounts } from '#app/data/texts/tf-idf.ts';
import { wordCoder } from '#app/data/texts/words-and-marks.ts';
import type { TextExample, TextExportData } from '../exporter.ts';
import { labelOf, outputOf } from './output.ts';

/** All that turns a text into the network's input, what comes out, and how to check it: what unfold.json says of texts. */
export function aboutTexts({ fitted, examples }: TextExportData, labels: readonly string[]): Record<string, unknown> {
  return {
    ...aboutCoding(fitted),
    output: outputOf(fitted.settings.answers, labels, fitted.settings.length),
    labels,
    examples: examples.map(exampleOf[fitted.settings.answers](fitted, labels)),
  };
}

/** All that turns a text into the network's input: what texts.mjs makes a coder of. */
export function aboutCoding(fitted: FittedText): Record<string, unknown> {
  const { settings, kind: _kind, version: _version, ...vocabulary } = fitted;
  return {
    preprocessing: settings,
    specialTokens: specialTokens(settings),
    stopWords: settings.stopWords ? [...droppedWords(settings)] : undefined,
    stemmer: settings.stemming ? { library: 'snowball-stemmers', algorithm: stemmerName(settings.language) } : undefined,
    tokenizer: settings.tokens === 'subwords' ? 'tokenizer.json' : undefined,
    vocabulary: {
      ...vocabulary,
      inverseTextCounts: settings.encoding === 'tf-idf' ? [...inverseTextCounts(fitted)] : undefined,
    },
    input: inputOf(fitted),
  };
}

/** What is said of an example: its text and codes; what the data says of it, and the answers that the run gives. */
const exampleOf: Record<TextAnswers, (fitted: FittedText, labels: readonly string[]) => (example: TextExample) => Record<string, unknown>> =
  {
    class(fitted, labels) {
      const coder = createCoder(fitted);
      return ({ label, text, outputs }) => ({
        label: typeof label === 'number' ? labelOf(label, labels) : null,
        text,
        codes: [...coder.codes(text)],
        probabilities: [...outputs],
      });
    },
    tags(fitted, labels) {
      const coded = wordCoder(fitted);
      return ({ label, text, outputs }) => {
        const { words, codes } = coded(text);
        const kept = [...tokenPlaces(words.length, fitted.settings)].filter((place) => place > 0).map((place) => place - 1);
        return {
          label: Array.isArray(label) ? kept.map((place) => labelOf(label[place] ?? null, labels)) : null,
          text,
          tokens: kept.map((place) => words[place]),
          codes: [...codes],
          probabilities: kept.map((_, row) => [...outputs.subarray(row * labels.length, (row + 1) * labels.length)]),
        };
      };
    },
    next(fitted) {
      const coder = createCoder(fitted);
      return ({ text, outputs }) => ({ text, codes: [...coder.codes(text)], probabilities: [...outputs] });
    },
  };

function inputOf(fitted: FittedText) {
  const shape = [null, ...textShape(fitted)];
  const meanings = {
    integer: 'one code a step: the special tokens from 0 on, then "words" of the vocabulary in their order',
    'one-hot': 'steps × features: 1 in the column of the step’s code, which is the code − 2; all 0 for padding and unknown',
    'bag-of-words': 'how often each of "words" of the vocabulary comes, in their order',
    'tf-idf': 'how often each of "words" of the vocabulary comes, in their order, weighed by how rare it is',
  } as const;
  const { encoding } = fitted.settings;
  const meaning = meanings[encoding];
  if (encoding === 'integer') return { shape, dtype: 'int32', least: 0, most: codeCount(fitted) - 1, meaning };
  return { shape, dtype: 'float32', meaning };
}

const textsFile = z.object({
  preprocessing: z.unknown(),
  vocabulary: z.looseObject({}),
  examples: z.array(z.object({ text: z.string() })),
});

/** What a written unfold.json says of the way of a text, and its examples' texts. Throws where it does not say that. */
export async function readAboutTexts(folder: string): Promise<{ fitted: FittedText; texts: string[] }> {
  const { preprocessing, vocabulary, examples } = textsFile.parse(JSON.parse(await readFile(join(folder, 'unfold.json'), 'utf8')));
  const fitted = fittedText.parse({ ...vocabulary, kind: 'fitted-text', version: 1, settings: preprocessing });
  return { fitted, texts: examples.map(({ text }) => text) };
}
