import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCoder } from '#app/data/texts/coder.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { encodeRows } from '#main/datasets/texts/row-file.ts';
import { tagsName, textsName } from '#main/datasets/texts/text-files.ts';
import { madeUp, textsToAnswer } from '#main/inference/export-examples.ts';
import { bytesOf } from '#main/store/bytes-of.ts';
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
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** What is asked of the last and the second of these texts. */
  const asked = async (fitted: FittedText, texts: readonly string[], tags: readonly number[][] = []) => {
    const folder = mkdtempSync(join(tmpdir(), 'unfold-examples-'));
    folders.push(folder);
    writeFileSync(join(folder, textsName(0)), encodeRows(texts.map((text) => Buffer.from(text, 'utf8'))));
    writeFileSync(join(folder, tagsName(0)), encodeRows(tags.map((row) => bytesOf(Int32Array.from(row)))));
    const none = new Int32Array();
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
  const textsOf = ({ data }: Awaited<ReturnType<typeof asked>>) => {
    const made = data([0, 1].map(() => ({ outputs: new Float32Array(2) })));
    if (made.kind !== 'texts') throw new Error('texts were asked for');
    return { madeUp: made.madeUp, examples: made.examples.map(({ text, label }) => ({ text, label })) };
  };

  const fitted = fittedTo({});
  const texts = ['warm', `${'cold '.repeat(3999)}cold👍 and more`, 'sea'];

  it('are the ones that were chosen, raw, with their classes, coded as the run has it', async () => {
    const { batch, rows, data } = await asked(fitted, texts);
    const code = fitted.words.indexOf('cold') + 2;
    expect([...batch.inputs]).toEqual([0, 0, 0, fitted.words.indexOf('sea') + 2, code, code, code, code]);
    expect({ labels: batch.answers.length, rows }).toEqual({ labels: 2, rows: [[0], [1]] });
    const answers = [0, 1].map((row) => ({ outputs: Float32Array.of(row, 1) }));
    expect(data(answers)).toMatchObject({
      kind: 'texts',
      madeUp: false,
      examples: [
        { text: 'sea', label: 1, outputs: answers[0]?.outputs },
        { label: 0, outputs: answers[1]?.outputs },
      ],
    });
  });

  it('are cut where they are long, never within a character', async () => {
    const text = textsOf(await asked(fitted, texts)).examples[1]?.text ?? '';
    expect(text).toHaveLength(19_999);
    expect(text.endsWith(' cold')).toBe(true);
  });

  it('have the tags of their words where they are parted as the data has them, and ask at the steps of their words', async () => {
    const tagged = fittedTo({ answers: 'tags', padding: 'post' });
    const made = await asked(tagged, ['x', "the\nsea\nca\nn't", 'warm\n.'], [[0], [1, 0, 1, 1], [1, -1]]);
    expect(made.batch.answers).toHaveLength(8);
    expect(made.rows).toEqual([
      [0, 1],
      [4, 5, 6, 7],
    ]);
    expect(textsOf(made).examples).toEqual([
      { text: 'warm.', label: [1, -1] },
      { text: "the sea ca n't", label: [1, 0, 1, 1] },
    ]);
    const otherwise = await asked(tagged, ['x', 'sea', 'a.b\n-c'], [[0], [1], [0, 1]]);
    expect(textsOf(otherwise).examples[0]).toEqual({ text: 'a.b -c', label: null });
  });

  it('are gone on with behind their first halves, asked at the step of the last token', async () => {
    const next = fittedTo({ answers: 'next', tokens: 'characters' });
    const made = await asked(next, ['x', 'the cold', 'ab👍👍']);
    expect(textsOf(made).examples).toEqual([
      { text: 'ab', label: null },
      { text: 'the ', label: null },
    ]);
    expect(made.rows).toEqual([[3], [7]]);
    const words = await asked(fittedTo({ answers: 'next', padding: 'post' }), ['x', 'the cold and warm', 'a b']);
    expect(textsOf(words).examples.map(({ text }) => text)).toEqual(['a', 'the cold']);
    expect(words.rows).toEqual([[0], [5]]);
  });

  it('are left out where there is nothing in them to ask about, and made up where that is so of all', async () => {
    const tagged = fittedTo({ answers: 'tags' });
    const one = await asked(tagged, ['x', 'sea', ' '], [[0], [1], [0]]);
    expect(one.rows).toEqual([[3]]);
    const all = await asked(tagged, ['x', '\t', ' '], [[0], [1], [0]]);
    expect(textsOf(all)).toMatchObject({ madeUp: true, examples: [{ label: null }, { label: null }] });
    expect(all.rows.flat().length).toBeGreaterThan(1);
  });
});
