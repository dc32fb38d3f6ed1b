import { AppError, appError } from '#app/errors.ts';
import type { Binding, TensorMetadata } from '../binding.ts';
import type { Pointer } from '../library.ts';
import type { Graph, GraphTensor } from './graph.ts';

/** Numbers of tensors that are recorded, not there: far above those of tensors that are. */
const firstRecorded = 2 ** 40;

/** A binding that computes nothing: every operation that the kernels ask for becomes one of a graph. */
export interface Recorder extends Binding {
  /** The number under which the kernels know a tensor of the graph. */
  know(tensor: GraphTensor): number;
  /** The graph's tensor behind a number: recorded, known, or read from outside as a constant. */
  tensorOf(id: number): GraphTensor;
}

/**
 * Records into `graph`. Tensors that were there before are those of `outside`; they become constants, with what they hold
 * now, unless `known` has them. What an operation answers has a shape and no values. Throws not-compiled, which names
 * the operation, where values are read and where the graph refuses an operation.
 */
export function createRecorder(graph: Graph, outside: Binding, known: ReadonlyMap<number, GraphTensor>): Recorder {
  const recorded = new Map<number, GraphTensor>();
  const constants = new Map<number, GraphTensor>();
  const kinds = new Map<Pointer, string>();
  let next = firstRecorded;

  const know = (tensor: GraphTensor): number => {
    const id = next++;
    recorded.set(id, tensor);
    return id;
  };
  const metadata = (tensor: GraphTensor): TensorMetadata => ({ id: know(tensor), shape: [...tensor.shape], dtype: tensor.dtype });
  const tensorOf = (id: number): GraphTensor => recorded.get(id) ?? known.get(id) ?? constants.get(id) ?? capture(id);
  const capture = (id: number): GraphTensor => {
    const { shape, dtype } = outside.metadataOf(id);
    const tensor = graph.constant(shape, dtype, outside.tensorDataSync(id));
    constants.set(id, tensor);
    return tensor;
  };

  return {
    ...outside,
    know,
    tensorOf,
    createTensor: (shape, dtype, values) => know(graph.constant(shape, dtype, values)),
    deleteTensor(id) {
      // What is recorded goes with the graph. A tensor from outside may be needed still: its owner deletes it afterwards.
      if (id < firstRecorded && !known.has(id)) outside.deleteTensor(id);
    },
    tensorDataSync(id) {
      const tensor = recorded.get(id);
      const kind = tensor === undefined ? 'a weight or constant' : (kinds.get(tensor.output.oper) ?? 'an input or constant');
      throw appError('not-compiled', { why: `the values of ${kind} are read while it is recorded` });
    },
    executeOp(name, attributes, inputs) {
      const outputs = orNotCompiled(() => graph.add(name, attributes, inputs.map(tensorOf)));
      const [first] = outputs;
      if (first !== undefined) kinds.set(first.output.oper, name);
      return outputs.map(metadata);
    },
  };
}

/** Tells an operation that a graph refuses from one that fails when it runs. */
function orNotCompiled<T>(add: () => T): T {
  try {
    return add();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw appError('not-compiled', { why: error.message.replace(/\.$/, '') }, error.detail);
  }
}
