import { type Attribute, setAttribute } from '../attributes.ts';
import type { CApi } from '../c-api.ts';
import { dataTypes } from '../data-types.ts';
import type { Pointer } from '../library.ts';
import { refused, type Status } from '../status.ts';
import type { SystemMemory } from '../system-memory.ts';
import { tensorOf } from '../tensors.ts';
import type { GraphApi, Output } from './graph-api.ts';
import { pack } from './graph-api.ts';
import { type InputSlot, inputSlots } from './operation-inputs.ts';

/** A tensor of a graph: where it comes from, its shape and element type. */
export interface GraphTensor {
  output: Output;
  shape: number[];
  dtype: number;
}

/** The C API, as far as graphs and sessions need it. */
export interface GraphLibrary {
  api: CApi;
  graphs: GraphApi;
  memory: SystemMemory;
  status: Status;
}

/** A dataflow graph that grows operation by operation; TensorFlow infers each one's shapes as it is added. */
export class Graph {
  readonly pointer: Pointer;
  readonly library: GraphLibrary;
  readonly #slots = new Map<string, InputSlot[]>();
  #operations = 0;

  constructor(library: GraphLibrary) {
    this.library = library;
    this.pointer = library.graphs.newGraph();
  }

  /** How many operations it has. */
  get operations(): number {
    return this.#operations;
  }

  /**
   * Adds an operation and answers its outputs. `after`: operations that must have run before. Throws engine-op-failed where
   * TensorFlow refuses it, or where a shape depends on values: such an operation cannot be compiled.
   */
  add(kind: string, attributes: readonly Attribute[], inputs: readonly GraphTensor[], after: readonly Pointer[] = []): GraphTensor[] {
    return this.outputsOf(this.operation(kind, attributes, inputs, after), kind);
  }

  /** Adds an operation whose outputs nobody reads: an assignment. */
  operation(kind: string, attributes: readonly Attribute[], inputs: readonly GraphTensor[], after: readonly Pointer[] = []): Pointer {
    return this.#finish(kind, (description) => {
      const { graphs, status } = this.library;
      let next = 0;
      for (const { count } of this.#slotsOf(kind)) {
        if (count === null) {
          const input = inputs[next];
          if (input === undefined) throw refused(kind, `it must get more than ${inputs.length} inputs`);
          graphs.addInput(description, input.output);
          next++;
        } else {
          const size = attributes.find(({ name }) => name === count)?.value;
          const many = Array.isArray(size) ? size.length : Number(size);
          const list = inputs.slice(next, next + many);
          graphs.addInputList(description, pack(list.map(({ output }) => output)), list.length);
          next += many;
        }
      }
      for (const operation of after) graphs.addControlInput(description, operation);
      for (const attribute of attributes) setAttribute(graphs.attributes, status, description, attribute);
    });
  }

  /** A tensor that every run hands over. */
  placeholder(shape: readonly number[], dtype: number): GraphTensor {
    return this.#typed('Placeholder', dtype, shape);
  }

  /** A variable that lives as long as the session, as a resource. */
  variable(shape: readonly number[], name: string): GraphTensor {
    const pointer = this.#finish('VarHandleOp', (description) => {
      const { graphs } = this.library;
      const text = new TextEncoder().encode(name);
      graphs.attributes.setType(description, 'dtype', dataTypes.TF_FLOAT);
      graphs.attributes.setShape(description, 'shape', BigInt64Array.from(shape, BigInt), shape.length, this.library.status.pointer);
      graphs.attributes.setString(description, 'shared_name', text, text.length);
    });
    return { output: { oper: pointer, index: 0 }, shape: [...shape], dtype: dataTypes.TF_RESOURCE };
  }

  constant(shape: readonly number[], dtype: number, values: unknown): GraphTensor {
    const { api, memory, graphs, status } = this.library;
    const tensor = tensorOf(api, memory, shape, dtype, values);
    try {
      const pointer = this.#finish('Const', (description) => {
        graphs.attributes.setType(description, 'dtype', dtype);
        graphs.setTensor(description, 'value', tensor, status.pointer);
        status.check('a constant');
      });
      return { output: { oper: pointer, index: 0 }, shape: [...shape], dtype };
    } finally {
      api.deleteTensor(tensor);
    }
  }

  /** All outputs of an operation of this graph. */
  outputsOf(oper: Pointer, kind: string): GraphTensor[] {
    const { graphs, status } = this.library;
    return Array.from({ length: graphs.outputCount(oper) }, (_, index) => {
      const output = { oper, index };
      const rank = graphs.outputRank(this.pointer, output, status.pointer);
      const shape = new BigInt64Array(Math.max(rank, 0));
      if (rank > 0) graphs.outputShape(this.pointer, output, shape, rank, status.pointer);
      status.check(kind);
      if (rank < 0 || shape.some((size) => size < 0n)) throw refused(kind, 'its shape depends on values');
      return { output, shape: Array.from(shape, Number), dtype: graphs.outputType(output) };
    });
  }

  dispose(): void {
    this.library.graphs.deleteGraph(this.pointer);
  }

  #typed(kind: string, dtype: number, shape: readonly number[]): GraphTensor {
    const oper = this.#finish(kind, (description) => {
      const { attributes } = this.library.graphs;
      attributes.setType(description, 'dtype', dtype);
      attributes.setShape(description, 'shape', BigInt64Array.from(shape, BigInt), shape.length, this.library.status.pointer);
    });
    return { output: { oper, index: 0 }, shape: [...shape], dtype };
  }

  #finish(kind: string, fillIn: (description: Pointer) => void): Pointer {
    const { graphs, status } = this.library;
    const description = graphs.newOperation(this.pointer, kind, `${kind}_${this.#operations++}`);
    let wrong: unknown;
    try {
      fillIn(description);
    } catch (error) {
      wrong = error;
    }
    // Finished in any case, for nothing else frees it.
    const operation = graphs.finishOperation(description, status.pointer);
    if (wrong !== undefined) throw wrong;
    return status.pointerOf(operation, kind);
  }

  #slotsOf(kind: string): InputSlot[] {
    const known = this.#slots.get(kind);
    if (known !== undefined) return known;
    const { graphs, memory, status } = this.library;
    const buffer = graphs.newBuffer();
    try {
      graphs.operationDefinition(this.pointer, kind, buffer, status.pointer);
      status.check(kind);
      // TF_Buffer begins with the address of the bytes and their number.
      const head = new BigUint64Array(2);
      memory.out(head, buffer, head.byteLength);
      const [data = 0n, length = 0n] = head;
      const bytes = new Uint8Array(Number(length));
      memory.out(bytes, data, bytes.length);
      const slots = inputSlots(bytes);
      this.#slots.set(kind, slots);
      return slots;
    } finally {
      graphs.deleteBuffer(buffer);
    }
  }
}
