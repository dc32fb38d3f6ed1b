import type { NamedArray, Tf } from './engine.ts';
import type { NamedVariable } from './optimizers/optimizer.ts';

/** What variables hold, copied, in their order. */
export async function readVariables(variables: readonly NamedVariable[]): Promise<NamedArray[]> {
  return Promise.all(
    variables.map(async ({ name, variable }) => ({ name, shape: [...variable.shape], values: new Float32Array(await variable.data()) })),
  );
}

/** A state is another model's: says which array does not fit. */
export class StateMisfit extends RangeError {
  override readonly name = 'StateMisfit';
}

/** Throws StateMisfit unless `arrays` are exactly those variables, in any order, with the same shapes. */
export function requireFit(variables: readonly NamedVariable[], arrays: readonly NamedArray[], what: string): void {
  const known = new Map(arrays.map((array) => [array.name, array]));
  for (const { name, variable } of variables) {
    const array = known.get(name);
    if (array === undefined)
      throw new StateMisfit(`the state must hold the ${what} ${name}; got ${[...known.keys()].join(', ') || 'none'}`);
    const sizes = variable.shape.join('×');
    if (array.shape.join('×') !== sizes || array.values.length !== variable.size) {
      throw new StateMisfit(`the ${what} ${name} must be ${sizes}; got ${array.shape.join('×')} with ${array.values.length} values`);
    }
  }
  if (known.size !== variables.length) throw new StateMisfit(`the state must hold ${variables.length} ${what}s; got ${known.size}`);
}

/** Puts arrays that fit into their variables. */
export function writeVariables(tf: Tf, variables: readonly NamedVariable[], arrays: readonly NamedArray[]): void {
  const known = new Map(arrays.map((array) => [array.name, array]));
  for (const { name, variable } of variables) {
    const array = known.get(name);
    // Copied, since a backend may keep what it is given until it first computes with it.
    if (array !== undefined) tf.tidy(() => variable.assign(tf.tensor(array.values.slice(), variable.shape)));
  }
}
