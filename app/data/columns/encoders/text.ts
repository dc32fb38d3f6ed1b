import { z } from 'zod';
import { createCoder } from '../../texts/coder.ts';
import { codeCount, fittedText } from '../../texts/fitted.ts';
import { createFitter } from '../../texts/fitter.ts';
import { fittingLength, LengthCounter } from '../../texts/lengths.ts';
import { padInto } from '../../texts/pad.ts';
import { textPreprocessing } from '../../texts/preprocessing.ts';
import { namesOf } from '../column.ts';
import type { ColumnEncoder } from './encoder.ts';

const missing = z.enum(['drop', 'empty']);
const settings = z.object({
  kind: z.literal('text'),
  missing,
  text: textPreprocessing.refine(
    ({ answers, encoding, tokens, stemming }) => answers === 'class' && encoding === 'integer' && tokens !== 'subwords' && !stemming,
    'a text beside other columns goes in as codes of its words or characters, uncut',
  ),
  /** Whether the length is chosen so that 95 % of the training part's texts fit, whatever `text` says. */
  fitLength: z.boolean(),
});
const state = z.object({ kind: z.literal('text'), missing: z.object({ kind: missing }), fitted: fittedText });

/** A feature a timestep: the code of the token that stands there, 0 where the text is shorter. */
export const text: ColumnEncoder<z.infer<typeof settings>, z.infer<typeof state>> = {
  kind: 'text',
  title: 'Tokens of a text',
  summary: 'One whole number a word, for Embedding and a recurrent block: what the words say counts.',
  takes: ['text', 'category'],
  settings,
  state,
  fit({ missing: rule, text: how, fitLength }, column) {
    const texts = namesOf(column);
    const counter = new LengthCounter();
    const fitter = createFitter(how);
    for (const place of column.values) if (!Number.isNaN(place)) counter.add(fitter.add(texts[place] ?? ''));
    const fitted = fitter.finish();
    const length = fitLength ? fittingLength(how, counter.statistics()) : how.length;
    return { kind: 'text', missing: { kind: rule }, fitted: { ...fitted, settings: { ...how, length } } };
  },
  features: ({ fitted: { settings: how } }, name) => Array.from({ length: how.length }, (_, step) => `${name}, token ${step + 1}`),
  part: ({ fitted }) => ({ shape: [fitted.settings.length], data: { kind: 'tokens', vocabulary: codeCount(fitted) } }),
  writer({ fitted, missing: { kind } }, column) {
    const coder = createCoder(fitted);
    const texts = namesOf(column);
    const coded = new Map<number, Int32Array>();
    const { length } = fitted.settings;
    const steps = new Int32Array(length);
    const { values } = column;
    return (row, into, offset) => {
      const place = values[row] ?? Number.NaN;
      if (Number.isNaN(place)) {
        into.fill(kind === 'empty' ? 0 : Number.NaN, offset, offset + length);
        return;
      }
      const codes = coded.get(place) ?? coder.codes(texts[place] ?? '').slice();
      coded.set(place, codes);
      padInto(codes, fitted.settings, steps, 0);
      into.set(steps, offset);
    };
  },
};
