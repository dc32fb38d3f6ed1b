import { z } from 'zod';
import { size } from '../../../numbers.ts';
import { imagePreprocessing } from '../../images.ts';
import type { ColumnType } from '../../tables/table-columns.ts';
import { textPreprocessing } from '../../texts/preprocessing.ts';
import type { ColumnValues } from '../column.ts';
import { cyclical } from './cyclical.ts';
import type { ColumnEncoder, FeatureWriter } from './encoder.ts';
import { image } from './image.ts';
import { integer } from './integer.ts';
import { number } from './number.ts';
import { oneHot } from './one-hot.ts';
import { text } from './text.ts';

export type { FeatureWriter };

/** Every way from cells to features, in the order of the list that one chooses from. */
export const encoders = [number, oneHot, integer, cyclical, text, image] as const;

type Encoders = (typeof encoders)[number];
export type EncoderSettings = z.infer<Encoders['settings']>;
export type EncoderState = z.infer<Encoders['state']>;

/** Which encoder and how: part of the preprocessing. */
export const encoderSettings: z.ZodType<EncoderSettings> = z.union(encoders.map(({ settings }) => settings));
/** What was fitted: stored with the model, read again from outside. */
export const encoderState: z.ZodType<EncoderState> = z.union(encoders.map(({ state }) => state));

/** The encoder of settings or of a state. */
function encoderOf(kind: EncoderState['kind']): ColumnEncoder<EncoderSettings, EncoderState> {
  const found = encoders.find((each) => each.kind === kind);
  if (found === undefined) throw new TypeError(`the encoder must be one of the list; got ${kind}`);
  // Each takes its own settings and state only; `kind` is how it was found, so they are its own.
  return found as unknown as ColumnEncoder<EncoderSettings, EncoderState>;
}

export const fitEncoder = (settings: EncoderSettings, column: ColumnValues): EncoderState => encoderOf(settings.kind).fit(settings, column);
export const featuresOf = (state: EncoderState, name: string): string[] => encoderOf(state.kind).features(state, name);
/** What the features are together, of an image or a text; null where each is a number by itself. */
export const partOf = (state: EncoderState) => encoderOf(state.kind).part?.(state) ?? null;
/** How many features there are. */
export function widthOf(state: EncoderState): number {
  const part = partOf(state);
  return part === null ? featuresOf(state, '').length : size(part.shape);
}
export const writerOf = (state: EncoderState, column: ColumnValues): FeatureWriter => encoderOf(state.kind).writer(state, column);

/** The types of columns that can go in so. */
export const typesTaken = (kind: EncoderSettings['kind']): readonly ColumnType[] => encoderOf(kind).takes;

/** Where a column of very many categories is looked up in a learned table. */
export const usualInteger: EncoderSettings = { kind: 'integer', missing: 'own' };

/** How a text beside other columns becomes tokens, and how large an image beside them is, unless somebody wants something else. */
export const usualText: EncoderSettings = {
  kind: 'text',
  missing: 'empty',
  text: textPreprocessing.parse({ kind: 'texts' }),
  fitLength: true,
};
export const usualImage: EncoderSettings = {
  kind: 'image',
  missing: 'drop',
  image: imagePreprocessing.parse({ kind: 'images', width: 32, height: 32 }),
};

/** What a column enters the network as unless somebody wants something else; null: it does not. */
export function usualEncoder(type: ColumnType, missing: boolean): EncoderSettings | null {
  switch (type) {
    case 'number':
      return { kind: 'number', missing: { kind: missing ? 'median' : 'drop' }, scaling: [{ kind: 'standard' }] };
    case 'boolean':
    case 'category':
      return { kind: 'one-hot', missing: missing ? 'own' : 'zeros' };
    case 'date':
      return { kind: 'cyclical', cycles: ['week', 'year'], missing: { kind: 'drop' } };
    case 'text':
      return null;
    case 'image':
      return usualImage;
  }
}
