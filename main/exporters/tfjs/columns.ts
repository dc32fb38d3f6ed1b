import type { ColumnExportData } from '../exporter.ts';
import { scaledAgain } from './columns-answer.ts';
import { aboutColumns, openRowsProgram, rowsProgramName } from './columns-file.ts';
import { answerProgram, hasTexts, rowsProgram } from './columns-program.ts';
import { columnsReadme } from './columns-readme.ts';
import type { KindFiles } from './kind-files.ts';
import { textsProgram } from './texts-program.ts';

/** All that a stranger must do to rows before and to answers after, as data, in words and as programs, and how to check it. */
export function columnFiles(data: ColumnExportData): KindFiles {
  const { fitted, examples } = data;
  return {
    about: () => aboutColumns(data),
    files: () => ({
      'README.txt': columnsReadme(data),
      [rowsProgramName]: rowsProgram(fitted),
      'answer.mjs': answerProgram,
      ...(hasTexts(fitted) && { 'texts.mjs': textsProgram('class') }),
    }),
    async question(tf, folder) {
      const { coder, examples: written } = await openRowsProgram(folder);
      const inputs = written.flatMap((rows) => [...coder.input(rows)]);
      return {
        input: tf.tensor(inputs, [written.length, ...coder.shape], 'float32'),
        answersOf(outputs) {
          const width = outputs.length / written.length;
          const own = written.map((rows, place) => coder.numbers(rows, outputs.subarray(place * width, (place + 1) * width)));
          return Float32Array.from(own.flatMap((numbers, place) => [...scaledAgain(fitted, numbers, examples[place]?.before ?? [])]));
        },
      };
    },
  };
}
