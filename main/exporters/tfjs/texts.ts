import { tokenizerJson } from '#app/data/texts/bpe/tokenizer-json.ts';
import { textAsker } from '#main/datasets/texts/asked-texts.ts';
import { rowsOf } from '../answer-rows.ts';
import type { TextExportData } from '../exporter.ts';
import { readableJson } from '../readable-json.ts';
import type { KindFiles } from './kind-files.ts';
import { aboutTexts, readAboutTexts } from './texts-file.ts';
import { textsProgram } from './texts-program.ts';
import { textsReadme } from './texts-readme.ts';

/** All that a stranger must do to a text before, as data, in words and as a program; what comes out, and how to check it. */
export function textFiles(data: TextExportData, labels: readonly string[]): KindFiles {
  const { fitted } = data;
  return {
    about: () => aboutTexts(data, labels),
    files: () => ({
      'README.txt': textsReadme(data, labels),
      'texts.mjs': textsProgram(fitted.settings.answers),
      ...(fitted.settings.tokens === 'subwords' ? { 'tokenizer.json': readableJson(tokenizerJson(fitted)) } : {}),
    }),
    async question(tf, folder) {
      const { fitted: written, texts } = await readAboutTexts(folder);
      const { inputs, shape, rows } = textAsker(written)(texts);
      const input = tf.tensor(inputs, shape, inputs instanceof Int32Array ? 'int32' : 'float32');
      return { input, answersOf: (outputs) => rowsOf(outputs, rows.flat(), labels.length) };
    },
  };
}
