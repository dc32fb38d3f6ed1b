import { type Code, text, unsigned, vector } from './encoding.ts';

/** Types of values, by their code (webassembly.github.io/spec/core/binary/types.html). */
const valueTypes = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
export type ValueType = keyof typeof valueTypes;

/** A parameter or local variable of a routine. */
export interface Local {
  readonly index: number;
  readonly type: ValueType;
}

/**
 * A function under construction: its parameters are whole numbers; it returns nothing, it works on memory. N are the names
 * of its parameters and of its whole-number variables.
 */
export class Routine<N extends string = string> {
  readonly name: string;
  readonly integers: Readonly<Record<N, Local>>;
  readonly #parameterCount: number;
  readonly #variables: ValueType[] = [];
  #body: Code = [];

  constructor(name: string, parameters: readonly N[], variables: readonly N[]) {
    this.name = name;
    this.#parameterCount = parameters.length;
    const entries = [
      ...parameters.map((parameter, index) => [parameter, { index, type: 'i32' }] as const),
      ...variables.map((variable) => [variable, this.variable('i32')] as const),
    ];
    this.integers = Object.fromEntries(entries) as Record<N, Local>; // an entry for each N, just above
  }

  variable(type: ValueType): Local {
    return { index: this.#parameterCount + this.#variables.push(type) - 1, type };
  }

  variables(count: number, type: ValueType): Local[] {
    return Array.from({ length: count }, () => this.variable(type));
  }

  does(...body: Code[]): this {
    this.#body = body.flat();
    return this;
  }

  get type(): Code {
    return [0x60, ...vector(new Array<Code>(this.#parameterCount).fill([valueTypes.i32])), 0];
  }

  get code(): Code {
    const variables = vector(this.#variables.map((type) => [1, valueTypes[type]]));
    const code = [...variables, ...this.#body, 0x0b];
    return [...unsigned(code.length), ...code];
  }
}

/**
 * A WebAssembly module of these routines, exported by name, on a memory imported as memory.heap
 * (webassembly.github.io/spec/core/binary/modules.html).
 */
export function moduleOf(routines: readonly Routine[]): Uint8Array {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(routines.map(({ type }) => type))),
    ...section(2, vector([[...text('memory'), ...text('heap'), 2, 0, ...unsigned(1)]])),
    ...section(3, vector(routines.map((_, index) => unsigned(index)))),
    ...section(7, vector(routines.map(({ name }, index) => [...text(name), 0, ...unsigned(index)]))),
    ...section(10, vector(routines.map(({ code }) => code))),
  ]);
}

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
