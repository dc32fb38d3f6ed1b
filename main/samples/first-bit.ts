import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { draws } from '#app/runs/random.ts';
import type { LabelledSample } from './sample-set.ts';

const seed = 404;
const items = 2000;
const symbols = 30;
/** Short rows are learned first, and show the way to the long ones; every third row is of full length. */
const least = 6;

/** The long memory of the course notes: 101 → 1, 001 → 0, 111 → 1, only longer. Nothing but the first symbol counts. */
export const firstBit: LabelledSample = {
  kind: 'texts',
  form: 'table',
  name: 'first-bit',
  title: 'First bit decides',
  description:
    'Rows of up to 30 zeros and ones; the first one is the answer, and the network has to keep it in mind to the end of the row.',
  version: 2,
  classes: ['0', '1'],
  template: 'lstm-classifier',
  items,
  preprocessing: textPreprocessing.parse({ kind: 'texts', tokens: 'characters' }),
  columns: { text: 'bits', label: 'first' },
  write() {
    const random = draws(seed);
    const there = new Set<string>();
    const rows: { text: string; label: number }[] = [];
    while (rows.length < items) {
      const label = rows.length % 2;
      const length = rows.length % 3 === 0 ? symbols : least + random.integer(symbols - least + 1);
      const text = `${label}${Array.from({ length: length - 1 }, () => random.integer(2)).join('')}`;
      if (there.has(text)) continue;
      there.add(text);
      rows.push({ text, label });
    }
    return rows;
  },
};
