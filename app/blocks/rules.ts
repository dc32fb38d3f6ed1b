import { bytes, grouped, shapeText, short, size } from '../numbers.ts';
import type { BlockContext, Codes, Data, ParameterCount, Repair, RowPart, Shape, ShapeResult, Working } from './block.ts';

/** A shape that fits. */
export const fits = (shape: Shape): ShapeResult => ({ ok: true, shape });

/** "Output must <must>; got <got>[; do]" with the names that the canvas shows. */
export function misfit(type: string, context: BlockContext, must: string, got: string, hint = '', repairs: Repair[] = []): ShapeResult {
  return { ok: false, message: `${context.names?.self ?? type} must ${must}; got ${got}${hint === '' ? '' : `; ${hint}`}.`, repairs };
}

/** "8×8×5 from Dense 1". */
export function gotFrom(inputs: readonly Shape[], context: BlockContext, index = 0): string {
  const name = context.names?.sources[index];
  const shape = shapeText(inputs[index] ?? []);
  return name === undefined ? shape : `${shape} from ${name}`;
}

/** The one input of a block that takes one. */
export const only = (inputs: readonly Shape[]): Shape => inputs[0] ?? [];

/** Length of the last axis: channels of an image, features of a row. */
export const lastAxis = (shape: Shape): number => shape[shape.length - 1] ?? 0;

/** What a block without weights holds. */
export const noParameters = (): ParameterCount => ({ trainable: 0, frozen: 0 });

/** The kind of data that enters. */
export const dataOf = (context: BlockContext): Data => context.data ?? { kind: 'images' };

/** The features of a row that are codes; none where all are quantities. */
export function codesOf(context: BlockContext): readonly Codes[] {
  const data = dataOf(context);
  return data.kind === 'numbers' ? (data.codes ?? []) : [];
}

/** The images and texts in a row; none where it holds numbers alone. */
export function partsOf(context: BlockContext): readonly RowPart[] {
  const data = dataOf(context);
  return data.kind === 'numbers' ? (data.parts ?? []) : [];
}

/** Entries of the vocabulary; 1 where no tokens enter, so that what is asked before the check of kinds stays a number. */
export function vocabularyOf(context: BlockContext): number {
  const data = dataOf(context);
  return data.kind === 'tokens' ? data.vocabulary : 1;
}

/** Refuses anything but an image; everything that slides or pools over one asks this first. */
export function needsImage(type: string, inputs: readonly Shape[], context: BlockContext): ShapeResult | null {
  if (only(inputs).length === 3) return null;
  return misfit(
    type,
    context,
    'get an image, height × width × channels',
    gotFrom(inputs, context),
    only(inputs).length === 2 ? 'take the block of that kind for steps, 1D' : 'move it before the block that makes a row of numbers',
  );
}

/** Refuses anything but steps, [timesteps, features]; everything that walks over them asks this first. */
export function needsSteps(type: string, inputs: readonly Shape[], context: BlockContext): ShapeResult | null {
  const { length } = only(inputs);
  if (length === 2) return null;
  const [steps = 1] = context.input;
  const repairs: Repair[] = [
    { label: 'Return sequences', kind: 'set-before', params: { returnSequences: true } },
    { label: `Insert RepeatVector ${steps}`, kind: 'insert-before', block: 'RepeatVector', params: { times: steps } },
  ];
  return misfit(
    type,
    context,
    'get steps, timesteps × features',
    gotFrom(inputs, context),
    length === 1 ? 'let the block before return its sequence, or repeat the row' : 'use the block of that kind for images, 2D, or reshape',
    length === 1 ? repairs : [],
  );
}

/** Memory of what leaves the block, for one item, as float32. */
export const memoryWorking = (shape: Shape): Working => ({
  label: 'Memory',
  formula: `${shape.join('·')}·4 bytes`,
  value: bytes(size(shape) * 4),
});

/** Parameters and the formula that counts them. */
export const parametersWorking = (formula: string, count: number): Working => ({ label: 'Parameters', formula, value: grouped(count) });

/** Multiply-adds and the formula that counts them. */
export const operationsWorking = (formula: string, count: number): Working => ({ label: 'Multiply-adds', formula, value: short(count) });
