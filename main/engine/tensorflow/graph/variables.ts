import type * as tfjs from '@tensorflow/tfjs';
import type { NamedVariable } from '../../optimizers/optimizer.ts';
import type { Attribute } from '../attributes.ts';
import { numberOf, type StockBackend } from '../backend.ts';
import { attributeTypes, dataTypes, type TensorValues } from '../data-types.ts';
import type { Pointer } from '../library.ts';
import type { Graph, GraphTensor } from './graph.ts';
import type { Recorder } from './recorder.ts';
import type { Session } from './session.ts';

/** A tf.Variable and its twin in a graph's session. */
interface Twin {
  variable: tfjs.Variable;
  handle: GraphTensor;
  read: GraphTensor;
  value: GraphTensor;
  assign: Pointer;
}

const float = [{ name: 'dtype', type: attributeTypes.TF_ATTR_TYPE, value: dataTypes.TF_FLOAT }];

/** The variables of a graph: each stands for a tf.Variable, read once a run, before anything is assigned. */
export class GraphVariables {
  readonly #graph: Graph;
  readonly #twins: readonly Twin[];
  readonly #scratch = new Map<tfjs.Variable, GraphTensor>();
  /** Assignments of zeros to the scratch, run with the first write. */
  #unset: Pointer[];

  /** `withScratch`: variables that an operation needs scratch for. */
  constructor(graph: Graph, variables: readonly NamedVariable[], withScratch: readonly NamedVariable[]) {
    this.#graph = graph;
    this.#twins = variables.map(({ variable }, place) => {
      const { shape } = variable;
      const handle = graph.variable(shape, `variable_${place}`);
      const value = graph.placeholder(shape, dataTypes.TF_FLOAT);
      const [read] = graph.add('ReadVariableOp', float, [handle]);
      if (read === undefined) throw new Error('a variable that is read has a value');
      return { variable, handle, read, value, assign: graph.operation('AssignVariableOp', float, [handle, value]) };
    });
    this.#unset = withScratch.map(({ variable }, place) => {
      const handle = graph.variable(variable.shape, `scratch_${place}`);
      const zeros = graph.constant(variable.shape, dataTypes.TF_FLOAT, new Float32Array(variable.size));
      this.#scratch.set(variable, handle);
      return graph.operation('AssignVariableOp', float, [handle, zeros]);
    });
  }

  /** What the kernels know each tf.Variable by, and what it is in the graph. */
  known(backend: StockBackend): Map<number, GraphTensor> {
    return new Map(this.#twins.map(({ variable, read }) => [numberOf(backend, variable), read]));
  }

  /** Adds an operation that updates variables in place, once they are read. `inputs`: what the operation gets, in its order. */
  update(kind: string, attributes: readonly Attribute[], inputs: readonly (GraphTensor | tfjs.Variable)[]): Pointer {
    const twins = inputs.flatMap((input) => ('output' in input ? [] : [this.#twinOf(input)]));
    const tensors = inputs.map((input) => ('output' in input ? input : this.#twinOf(input).handle));
    return this.#graph.operation(
      kind,
      attributes,
      tensors,
      twins.map(({ read }) => read.output.oper),
    );
  }

  /** A variable like another one that no state holds: an operation wants room in it and never uses what is there. */
  scratch(like: tfjs.Variable): GraphTensor {
    const handle = this.#scratch.get(like);
    if (handle === undefined) throw new Error(`there is no scratch for ${like.name}`);
    return handle;
  }

  /** Runs `record`, which may assign the variables, and answers the assignments as operations; the tf.Variables are as before. */
  assignedBy(backend: StockBackend, recorder: Recorder, record: () => void): Pointer[] {
    const before = this.#twins.map(({ variable }) => numberOf(backend, variable));
    try {
      record();
      return this.#twins.flatMap(({ variable, handle, read }, place) => {
        const id = numberOf(backend, variable);
        if (id === before[place]) return [];
        // Not before it was read: a step computes with what was there at its beginning.
        return [this.#graph.operation('AssignVariableOp', float, [handle, recorder.tensorOf(id)], [read.output.oper])];
      });
    } finally {
      for (const [place, { variable }] of this.#twins.entries()) {
        const id = before[place] ?? 0;
        if (numberOf(backend, variable) === id) continue;
        const tensor = backend.createOutputTensor({ id, shape: variable.shape, dtype: dataTypes.TF_FLOAT });
        variable.assign(tensor);
        tensor.dispose();
      }
    }
  }

  #twinOf(variable: tfjs.Variable): Twin {
    const twin = this.#twins.find((one) => one.variable === variable);
    if (twin === undefined) throw new Error(`${variable.name} is no variable of this graph`);
    return twin;
  }

  /** Sets variables, by their place. */
  async write(session: Session, values: ReadonlyMap<number, TensorValues>): Promise<void> {
    const chosen = this.#twins.flatMap((twin, place) => {
      const found = values.get(place);
      return found === undefined ? [] : [{ twin, found }];
    });
    await session.run(
      chosen.map(({ twin, found }) => ({ tensor: twin.value, values: found })),
      [],
      [...chosen.map(({ twin }) => twin.assign), ...this.#unset],
    );
    this.#unset = [];
  }

  /** What every variable holds, in their order. */
  read(session: Session): Promise<TensorValues[]> {
    return session.run(
      [],
      this.#twins.map(({ read }) => read),
    );
  }
}
