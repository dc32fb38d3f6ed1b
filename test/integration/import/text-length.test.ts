import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Dataset } from '#app/contract/datasets.ts';
import type { CallInput } from '#app/contract/index.ts';
import { asTexts } from '#app/data/preprocessing.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { ended } from '#test/helpers/imports.ts';
import { openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

/** Imports texts of so many words each, of two classes in turn. */
async function importedLengths(lengths: readonly number[], input: Partial<CallInput<'datasets.importTexts'>> = {}): Promise<Dataset> {
  const file = join(temporaryFolder(), 'texts.csv');
  const rows = lengths.map((length, row) => `${Array.from({ length }, (_, at) => `w${at % 7}`).join(' ')},${row % 2 === 0 ? 'a' : 'b'}`);
  writeFileSync(file, ['text,label', ...rows].join('\n'));
  const opened = await openedCore();
  const { job, dataset } = await opened.ask('datasets.importTexts', { path: file, columns: { text: 'text', label: 'label' }, ...input });
  const over = await ended(opened, job);
  if (over.state !== 'done') throw new Error(over.error?.message ?? over.state);
  return opened.ask('datasets.get', { dataset });
}

/** 95 texts of 12 words and 5 of 90. */
const mostlyTwelve = Array.from({ length: 100 }, (_, at) => (at < 95 ? 12 : 90));

it('without settings, 95 % of the texts fit, and the network gets so many steps', async () => {
  const { preprocessing, texts } = await importedLengths(mostlyTwelve);
  expect(asTexts(preprocessing).length).toBe(12);
  expect(texts).toMatchObject({ shape: [12], lengths: { suggested: 12, most: 90 } });
});

it('one text more that is long, and it no longer fits 95 %', async () => {
  const { preprocessing } = await importedLengths(mostlyTwelve.with(0, 90));
  expect(asTexts(preprocessing).length).toBe(90);
});

it('settings that are given are kept, unless the length is to be chosen', async () => {
  const preprocessing = textPreprocessing.parse({ kind: 'texts', length: 33, startEnd: true });
  const kept = await importedLengths(mostlyTwelve, { preprocessing });
  expect(asTexts(kept.preprocessing).length).toBe(33);
  const chosen = await importedLengths(mostlyTwelve, { preprocessing, fitLength: true });
  expect(asTexts(chosen.preprocessing)).toMatchObject({ length: 14, startEnd: true });
  expect(chosen.texts?.shape).toEqual([14]);
});

it('no length below 4 or above 512 is chosen', async () => {
  const lengthOf = async (words: number) => asTexts((await importedLengths(new Array(40).fill(words))).preprocessing).length;
  expect(await lengthOf(1)).toBe(4);
  expect(await lengthOf(600)).toBe(512);
});
