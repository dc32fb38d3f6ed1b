import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '#app/contract/runs.ts';
import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import type { RunConfig } from '#app/runs/config.ts';
import { openAskedCore } from './asked-core.ts';
import { drawn } from './drawn.ts';
import type { graphOf } from './training-workspace.ts';

export type TextApp = Awaited<ReturnType<typeof openTextApp>>;

const words = {
  sunny: ['warm', 'naïve', 'Straße', 'running', 'ΣΟΦΟΣ', 'сегодня', '3,14'],
  rainy: ['cold', "don't", 'running', 'runner', '東京', 'éclair', '1.000'],
  windy: ['happily', 'Ёлка', 'O’Neil', 'สวัสดี', 'x_y', 'good', 'not'],
} as const;

/** A table of short texts in many scripts, of three classes that their words tell apart. */
function table(rows: number): string {
  const { whole, pick } = drawn(3);
  const classes = Object.entries(words);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [label, own] = classes[row % classes.length] ?? ['', words.sunny];
    const text = Array.from({ length: whole(1, 9) }, () => pick(whole(0, 3) === 0 ? ['the', 'and', 'A', '!', '–'] : [own[0], ...own]));
    return `"${text.join(' ').replaceAll('"', '""')} row ${row}",${label}`;
  });
  return ['text,label', ...lines].join('\n');
}

/** A whole core with such a table imported. */
export async function openTextApp(rows = 90) {
  const app = await openAskedCore('unfold-texts-');
  const path = join(app.root, 'weather.csv');
  await writeFile(path, table(rows));
  const imported = await app.ask('datasets.importTexts', { path });
  await app.job(imported.job);

  return {
    ...imported,
    ...app,
    /** Codes the texts as wished and trains blocks between Input and Output on them, to the end. */
    async train(
      preprocessing: Partial<TextPreprocessing>,
      blocks: Parameters<typeof graphOf>[0],
      config: Partial<RunConfig> = {},
    ): Promise<Run> {
      const settings = textPreprocessing.parse({ kind: 'texts', ...preprocessing });
      await app.job((await app.ask('datasets.prepareTexts', { dataset: imported.dataset, preprocessing: settings })).job);
      return app.train(imported, blocks, { batchSize: 16, learningRate: 0.02, ...config });
    },
  };
}
