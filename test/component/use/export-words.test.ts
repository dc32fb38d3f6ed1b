import { expect, it } from 'vitest';
import { columnsPreprocessing } from '#app/data/columns/fitted.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { goesAlong } from '#renderer/features/use/export-words.ts';

const inputs = [{ column: 'size', encoder: { kind: 'number', missing: { kind: 'drop' }, scaling: [] } }];

it('says what goes along with a model of a table, of series and of the others', () => {
  const table = columnsPreprocessing.parse({ kind: 'tables', answers: 'class', targets: ['kind'], inputs });
  expect(goesAlong(table)).toBe(
    'What each column goes through, its labels, a program that answers raw rows, and ten rows as examples go with it.',
  );
  const series = columnsPreprocessing.parse({
    kind: 'series',
    answers: 'numbers',
    time: null,
    key: null,
    targets: ['size'],
    inputs,
    window: 4,
    horizon: 1,
  });
  expect(goesAlong(series)).toMatch(/the way back to its own units, .* ten windows as examples/);
  expect(goesAlong(textPreprocessing.parse({ kind: 'texts' }))).toBe('Preprocessing, labels and ten examples go with it.');
});
