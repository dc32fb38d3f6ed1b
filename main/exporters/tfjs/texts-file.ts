import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createCoder } from '#app/data/texts/coder.ts';
import { codeCount, type FittedText, fittedText, textShape } from '#app/data/texts/fitted.ts';
import { specialTokens } from '#app/data/texts/special-tokens.ts';
import { stemmerName } from '#app/data/texts/stemming.ts';
import { droppedWords } from '#app/data/texts/terms.ts';
import { inverseTextCounts } from '#app/data/texts/tf-idf.ts';
import type { TextExportData } from '../exporter.ts';
import { answersOf, labelOf } from './output.ts';

/** All that turns a text into the network's input, what comes out, and how to check it: what unfold.json says of texts. */
export function aboutTexts({ fitted, examples }: TextExportData, labels: readonly string[]): Record<string, unknown> {
  const { settings, kind: _kind, version: _version, ...vocabulary } = fitted;
  const coder = createCoder(fitted);
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
    ...answersOf(labels),
    examples: examples.map(({ label, text, probabilities }) => ({
      label: labelOf(label, labels),
      text,
      codes: [...coder.codes(text)],
      probabilities: [...probabilities],
    })),
  };
}

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
