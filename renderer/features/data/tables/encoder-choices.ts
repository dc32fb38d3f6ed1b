import {
  type EncoderSettings,
  encoderSettings,
  encoders,
  typesTaken,
  usualEncoder,
  usualInteger,
  usualText,
} from '#app/data/columns/encoders/index.ts';
import type { ColumnInput } from '#app/data/columns/input.ts';
import { type ImagePreprocessing, imagePreprocessing } from '#app/data/images.ts';
import { type ScalerSettings, scalers } from '#app/data/scaling/index.ts';
import type { SeenColumn } from '#app/data/tables/suggested.ts';
import { type ColumnType, isFreeText } from '#app/data/tables/table-columns.ts';

type Kind = EncoderSettings['kind'];

/** What a column does not go in as. */
export const leftOut = 'left out';
/** A number that says "missing", where nobody chose another: most columns have no negative ones. */
const usualMark = -1;

/** How a column can go in: at each step of a series as numbers alone. */
export const encodersFor = (
  { type }: Pick<SeenColumn, 'type'>,
  { inTime = false }: { inTime?: boolean } = {},
): { value: string; label: string; summary: string }[] =>
  encoders
    .filter(({ takes }) => takes.includes(type) && !(inTime && isFreeText(type)))
    .map(({ kind, title, summary }) => ({ value: kind, label: title, summary }));

/** Whether a column of that type can go in so. */
export const takesType = ({ encoder }: Pick<ColumnInput, 'encoder'>, type: ColumnType): boolean => typesTaken(encoder.kind).includes(type);

const likeType: Readonly<Record<Exclude<Kind, 'integer' | 'text'>, ColumnType>> = {
  number: 'number',
  'one-hot': 'category',
  cyclical: 'date',
  image: 'image',
};

/** An encoder as it is set unless somebody wants something else; null of what is no encoder. */
export function encoderOfKind(kind: string, column: Pick<SeenColumn, 'missing'>): EncoderSettings | null {
  const found = encoders.find((each) => each.kind === kind);
  if (found === undefined) return null;
  if (found.kind === 'text') return usualText;
  return found.kind === 'integer' ? usualInteger : usualEncoder(likeType[found.kind], column.missing > 0);
}

/** What becomes of missing cells, by name. */
export const missingOf = ({ missing }: EncoderSettings): string => (typeof missing === 'string' ? missing : missing.kind);
/** The number that stands for missing cells; null where none does. */
export const markOf = ({ missing }: EncoderSettings): number | null =>
  typeof missing === 'object' && missing.kind === 'mark' ? missing.value : null;
/** The same with another rule; as it was where the encoder knows no such rule. */
export function withMissing(encoder: EncoderSettings, rule: string, mark = usualMark): EncoderSettings {
  const missing = typeof encoder.missing === 'string' ? rule : rule === 'mark' ? { kind: rule, value: mark } : { kind: rule };
  return encoderSettings.safeParse({ ...encoder, missing }).data ?? encoder;
}

const ways: readonly (readonly ScalerSettings[])[] = [
  [],
  [{ kind: 'standard' }],
  [{ kind: 'min-max' }],
  [{ kind: 'robust' }],
  [{ kind: 'log' }],
  [{ kind: 'log' }, { kind: 'standard' }],
];
const waysInTime: readonly (readonly ScalerSettings[])[] = [
  [{ kind: 'difference', lag: 1 }, { kind: 'standard' }],
  [{ kind: 'log' }, { kind: 'difference', lag: 1 }, { kind: 'standard' }],
];

const titleOf = (scaler: ScalerSettings): string => {
  const title = scalers.find(({ kind }) => kind === scaler.kind)?.title ?? scaler.kind;
  return scaler.kind === 'difference' && scaler.lag > 1 ? `${title} to ${scaler.lag} steps before` : title;
};

/** A chain of scalers by name: "Logarithm, then standard". */
export const scalingWords = (chain: readonly ScalerSettings[]): string =>
  chain.length === 0
    ? 'As it is'
    : chain.map((scaler, place) => (place === 0 ? titleOf(scaler) : titleOf(scaler).toLowerCase())).join(', then ');

/** Chains to choose from; one that holds and is none of them is added. */
export function scalingChoices(now: readonly ScalerSettings[], { inTime }: { inTime: boolean }) {
  const all = [...ways, ...(inTime ? waysInTime : [])];
  const known = all.some((way) => JSON.stringify(way) === JSON.stringify(now));
  return [...all, ...(known ? [] : [now])].map((chain) => ({
    value: JSON.stringify(chain),
    label: scalingWords(chain),
    chain: [...chain],
  }));
}

/** What a text is cut into. */
export const tokenChoices = [
  { value: 'words', label: 'Words' },
  { value: 'characters', label: 'Characters' },
] as const;

const sides = [16, 28, 32, 48, 64, 96, 128];
type Sized = Pick<ImagePreprocessing, 'width' | 'height' | 'channels'>;
/** The size of an image in words, which tells it from others. */
export const sizeOf = ({ width, height, channels }: Sized): string => `${width}×${height}${channels === 'gray' ? ', grey' : ''}`;

/** Sizes of images to choose from, likewise. */
export function sizeChoices(now: ImagePreprocessing) {
  const all = sides.flatMap((side): Sized[] => [
    { width: side, height: side, channels: 'rgb' },
    { width: side, height: side, channels: 'gray' },
  ]);
  const known = all.some((size) => sizeOf(size) === sizeOf(now));
  return [...all, ...(known ? [] : [now])].map((size) => ({
    value: sizeOf(size),
    label: sizeOf(size),
    image: imagePreprocessing.parse({ ...now, width: size.width, height: size.height, channels: size.channels }),
  }));
}

const cycleSets = [['day'], ['week'], ['year'], ['day', 'week'], ['week', 'year'], ['month', 'year'], ['day', 'week', 'year']] as const;
type Cycles = Extract<EncoderSettings, { kind: 'cyclical' }>['cycles'];

/** Cycles to choose from, likewise. */
export function cycleChoices(now: Cycles) {
  const sets: readonly (readonly Cycles[number][])[] = cycleSets;
  const known = sets.some((set) => set.join() === now.join());
  return [...sets, ...(known ? [] : [now])].map((set) => ({ value: set.join(), label: cycleWords(set), cycles: [...set] }));
}
const cycleWords = (set: readonly string[]): string => {
  const words = set.length < 2 ? set.join() : `${set.slice(0, -1).join(', ')} and ${set.at(-1)}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
};
