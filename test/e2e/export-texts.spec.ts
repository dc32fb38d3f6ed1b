import { expect, test } from '@playwright/test';
import { createFitter } from '#app/data/texts/fitter.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { textAsker } from '#main/datasets/texts/asked-texts.ts';
import { aboutTexts } from '#main/exporters/tfjs/texts-file.ts';
import { textsProgram } from '#main/exporters/tfjs/texts-program.ts';
import { drawnTexts, hostileTexts } from '../helpers/hostile-texts.ts';

const all = [...hostileTexts, ...drawnTexts(500)];

for (const settings of [
  { length: 12 },
  { language: 'sv', encoding: 'one-hot', length: 12, vocabulary: { most: 50 } },
  { tokens: 'characters', accents: 'strip', unicode: 'NFKC', length: 12 },
  { language: 'en', stopWords: true, encoding: 'tf-idf', vocabulary: { most: 200 } },
  { answers: 'tags', length: 12, padding: 'post' },
  { answers: 'next', tokens: 'characters', startEnd: true, length: 12 },
]) {
  test(`an exported texts.mjs gives a web page what the app gives its networks: ${JSON.stringify(settings)}`, async ({ page }) => {
    const fitter = createFitter(textPreprocessing.parse({ kind: 'texts', ...settings }));
    for (const text of all) fitter.add(text);
    const fitted = fitter.finish();
    const examples = all.map((text) => ({ text, label: null, outputs: new Float32Array(2) }));
    const about = JSON.parse(JSON.stringify(aboutTexts({ kind: 'texts', fitted, examples, madeUp: true }, ['a', 'b'])));
    const seen = await page.evaluate(
      async ([program, read]) => {
        const { textCoder, differing } = await import(URL.createObjectURL(new Blob([program], { type: 'text/javascript' })));
        const coder = textCoder(read);
        const inputs: number[][] = read.examples.map(({ text }: { text: string }) => [...coder.input(text)]);
        return { differing: differing(read, coder), inputs };
      },
      [textsProgram(fitted.settings.answers), about] as const,
    );
    expect(seen.differing).toEqual([]);
    expect(seen.inputs.flat()).toEqual([...textAsker(fitted)(all).inputs]);
  });
}
