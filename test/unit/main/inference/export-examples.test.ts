import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCoder } from '#app/data/texts/coder.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { encodeRows } from '#main/datasets/texts/row-file.ts';
import { textsName } from '#main/datasets/texts/text-files.ts';
import { madeUp, textsToAnswer } from '#main/inference/export-examples.ts';
import type { ExportTask, WorkerData } from '#main/training/protocol.ts';

function fittedTo(settings: Record<string, unknown>): FittedText {
  const fitter = createFitter(textPreprocessing.parse({ kind: 'texts', length: 4, ...settings }));
  for (const text of ['warm cold and warm', 'the cold, cold sea']) fitter.add(text);
  return fitter.finish();
}

describe('texts that are made up', () => {
  it.each([{}, { tokens: 'characters' }, { startEnd: true }, { tokens: 'subwords', vocabulary: { most: 30 } }])(
    'have tokens of the vocabulary only, and are the same every time: %j',
    (settings) => {
      const fitted = fittedTo(settings);
      const texts = madeUp(fitted, 10);
      expect(texts).toEqual(madeUp(fitted, 10));
      expect(new Set(texts).size).toBe(10);
      const coder = createCoder(fitted);
      for (const text of texts) {
        const codes = [...coder.codes(text)];
        expect(codes.length).toBeGreaterThan(0);
        expect(codes).not.toContain(1);
      }
    },
  );
});

describe('texts of the dataset', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'unfold-examples-'));
    const texts = ['warm', `${'cold '.repeat(3999)}cold👍 and more`, 'sea'];
    writeFileSync(join(folder, textsName(0)), encodeRows(texts.map((text) => Buffer.from(text, 'utf8'))));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const fitted = fittedTo({});
  const none = new Int32Array();
  const asked = async () => {
    const data: WorkerData = {
      folder,
      preprocessing: fitted.settings,
      prepared: null,
      classes: ['a', 'b'],
      labels: Int32Array.of(1, 0, 1),
      train: none,
      validation: none,
      test: none,
    };
    // What is asked for is all that is looked at.
    return textsToAnswer({ kind: 'export', data, examples: Int32Array.of(2, 1) } as unknown as ExportTask, fitted);
  };

  it('are the ones that were chosen, raw, with their classes, coded as the run has it', async () => {
    const { batch, data, known } = await asked();
    expect(known).toBe(true);
    expect([...batch.labels]).toEqual([1, 0]);
    const code = fitted.words.indexOf('cold') + 2;
    expect([...batch.inputs]).toEqual([0, 0, 0, fitted.words.indexOf('sea') + 2, code, code, code, code]);
    const answers = [0, 1].map((label) => ({ label, probabilities: Float32Array.of(label, 1) }));
    expect(data(answers)).toMatchObject({ kind: 'texts', examples: [{ text: 'sea', label: 0 }, { label: 1 }] });
  });

  it('are cut where they are long, never within a character', async () => {
    const made = (await asked()).data([0, 1].map((label) => ({ label, probabilities: new Float32Array(2) })));
    if (made.kind !== 'texts') throw new Error('texts were asked for');
    const text = made.examples[1]?.text ?? '';
    expect(text).toHaveLength(19_999);
    expect(text.endsWith(' cold')).toBe(true);
  });
});
