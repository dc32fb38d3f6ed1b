import { bytes, grouped, shapeText, short, size } from '../numbers.ts';
import type { BlockContext, ParameterCount, Repair, Shape, ShapeResult, Working } from './block.ts';

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

/** Refuses anything but an image; everything that slides or pools over one asks this first. */
export function needsImage(type: string, inputs: readonly Shape[], context: BlockContext): ShapeResult | null {
  if (only(inputs).length === 3) return null;
  return misfit(
    type,
    context,
    'get an image, height × width × channels',
    gotFrom(inputs, context),
    'move it before the block that makes a row of numbers',
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
