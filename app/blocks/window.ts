import { shapeText } from '../numbers.ts';
import type { Working } from './block.ts';
import { choice } from './parameter.ts';

export type Padding = 'same' | 'valid';

/** The padding parameter of everything that slides a window over an image. */
export const padding = (initial: Padding) =>
  choice<Padding>(
    initial,
    { same: 'same', valid: 'valid (none)' },
    {
      label: 'Padding',
      help: 'same: zeros around the image, so that stride 1 keeps its size. valid: none, so that the edges are cut off.',
    },
  );

/** Zeros around a row of steps: on both sides, before it alone, or none. */
export type StepPadding = Padding | 'causal';

/** The padding parameter of a convolution over steps. */
export const stepPadding = choice<StepPadding>(
  'same',
  { same: 'same', valid: 'valid (none)', causal: 'causal' },
  {
    label: 'Padding',
    help: 'same: zeros on both sides, so that stride 1 keeps the number of steps. valid: none, so that the ends are cut off. causal: all zeros before, so that no step sees those after it.',
  },
);

/** How a window of `window` steps of `stride` moves along `length`; size 0 where it does not fit. */
export interface Slide {
  size: number;
  /** Zeros before and after. */
  before: number;
  after: number;
  /** ⌊(length − window + zeros)/stride⌋+1 in real values. */
  formula: string;
}

/**
 * Output size h = ⌊(n + 2p − f)/s⌋ + 1. `causal` pads the window less one, all before. `same` pads just as much as gives ⌈n/s⌉, the odd zero after the image, as
 * TensorFlow does (https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2).
 */
export function slide(length: number, window: number, stride: number, padding: StepPadding): Slide {
  const zeros = zerosAround(length, window, stride, padding);
  const before = padding === 'causal' ? zeros : Math.floor(zeros / 2);
  const after = zeros - before;
  const size = Math.max(Math.floor((length - window + zeros) / stride) + 1, 0);
  const padded = before === after ? `2·${before}` : `${before}+${after}`;
  return { size, before, after, formula: `⌊(${length}−${window}+${padded})/${stride}⌋+1` };
}

function zerosAround(length: number, window: number, stride: number, padding: StepPadding): number {
  if (padding === 'causal') return window - 1;
  return padding === 'same' ? Math.max((Math.ceil(length / stride) - 1) * stride + window - length, 0) : 0;
}

/** Parameters that say how a window moves over an image. */
export interface WindowParams {
  strides: readonly [number, number];
  padding: Padding;
}

/** Slides over height and width of an image [height, width, channels]. */
export function slideBoth(image: readonly number[], window: readonly [number, number], { strides, padding }: WindowParams): [Slide, Slide] {
  const [height = 0, width = 0] = image;
  return [slide(height, window[0], strides[0], padding), slide(width, window[1], strides[1], padding)];
}

/** The arithmetic of both directions, in one line where they are alike. */
export function slideWorkings([rows, columns]: readonly [Slide, Slide]): Working[] {
  if (rows.formula === columns.formula) return [{ label: 'Height and width', formula: rows.formula, value: String(rows.size) }];
  return [
    { label: 'Height', formula: rows.formula, value: String(rows.size) },
    { label: 'Width', formula: columns.formula, value: String(columns.size) },
  ];
}

/** The arithmetic of a window that moves over steps. */
export const stepWorking = ({ formula, size }: Slide): Working => ({ label: 'Steps', formula, value: String(size) });

/** Kernel or pool size and strides of a window over steps, as the node's subtitle has them: "3", "3 /2". */
export const describeStepWindow = (window: number, stride: number): string => (stride === 1 ? String(window) : `${window} /${stride}`);

/** Kernel or pool size and strides as the node's subtitle has them: "3×3", "3×3 /2". */
export function describeWindow(window: readonly [number, number], strides: readonly [number, number]): string {
  const step = strides[0] === strides[1] ? String(strides[0]) : shapeText(strides);
  return step === '1' ? shapeText(window) : `${shapeText(window)} /${step}`;
}
