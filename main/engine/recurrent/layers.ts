import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';
import type { Cell } from './cell.ts';
import { gruResetAfterCell, gruResetBeforeCell } from './gru.ts';
import { lstmCell } from './lstm.ts';
import { recur } from './recurrence.ts';
import { simpleRnnCell } from './simple-rnn.ts';
import { tensorflowKernels } from './tensorflow-kernels.ts';

type Tensor = tfjs.Tensor;
type Layer = tfjs.layers.Layer;
type Kwargs = Parameters<tfjs.RNN['call']>[1];
type SimpleRnn = ReturnType<Tf['layers']['simpleRNN']>;
type Lstm = ReturnType<Tf['layers']['lstm']>;
type Gru = ReturnType<Tf['layers']['gru']>;
type StockCell = Pick<ReturnType<Tf['layers']['gruCell']>, 'kernel' | 'recurrentKernel' | 'bias' | 'units' | 'activation'> &
  Pick<ReturnType<Tf['layers']['gruCell']>, 'dropout' | 'recurrentDropout'>;
type GatedCell = ReturnType<Tf['layers']['gruCell'] | Tf['layers']['lstmCell']>;
type GruCellArgs = Parameters<Tf['layers']['gruCell']>[0];
export type GruArgs = Parameters<Tf['layers']['gru']>[0] & Pick<GruCellArgs, 'resetAfter'>;

/**
 * The tensor library with `layers.simpleRNN`, `lstm` and `gru` replaced: ours have the stock layers' names, configurations
 * and weights, but a gradient written by hand, and a GRU also resets after the product (`resetAfter`). A model that is read
 * from its JSON gets them too. They refuse `stateful`, which no compiled step can be, and dropout of their own in training.
 */
export function withRecurrence(stock: Tf): Tf {
  for (const kernel of tensorflowKernels) stock.registerKernel(kernel);
  const { classNameMap } = stock.serialization.SerializationMap.getMap();
  /** A stock class that the library does not export; its layers are what its factory answers. */
  const stockClass = <L extends Layer>(name: string) => classNameMap[name]?.[0] as unknown as tfjs.serialization.SerializableConstructor<L>;

  class SimpleRNN extends stockClass<SimpleRnn>('SimpleRNN') {
    static override className = 'SimpleRNN';

    override apply(inputs: Parameters<SimpleRnn['apply']>[0], kwargs?: Kwargs) {
      return super.apply(inputs, { ...kwargs });
    }

    override call(inputs: Tensor | Tensor[], kwargs: Kwargs): Tensor | Tensor[] {
      const cell = this.cell as ReturnType<Tf['layers']['simpleRNNCell']>; // what a SimpleRNN makes for itself
      const activation = cell.activation.getClassName();
      return callLayer(stock, this, cell, simpleRnnCell(stock, cell.units, { activation }), inputs, kwargs);
    }
  }

  class LSTM extends stockClass<Lstm>('LSTM') {
    static override className = 'LSTM';

    override apply(inputs: Parameters<Lstm['apply']>[0], kwargs?: Kwargs) {
      return super.apply(inputs, { ...kwargs });
    }

    override call(inputs: Tensor | Tensor[], kwargs: Kwargs): Tensor | Tensor[] {
      const cell = this.cell as ReturnType<Tf['layers']['lstmCell']>; // what an LSTM makes for itself
      return callLayer(stock, this, cell, lstmCell(stock, cell.units, namesOf(cell)), inputs, kwargs);
    }
  }

  /** A cell whose bias has a second row, for the recurrent product. */
  class ResetAfterCell extends stockClass<ReturnType<Tf['layers']['gruCell']>>('GRUCell') {
    static override className = 'GRUCell';

    constructor(args: GruCellArgs) {
      super({ ...args, resetAfter: false }); // the stock cell refuses what it cannot compute
    }

    override build(inputShape: Parameters<GatedCell['build']>[0]): void {
      const own = this.addWeight.bind(this);
      this.addWeight = (name, shape, ...rest) => own(name, name === 'bias' ? [2, ...shape] : shape, ...rest);
      super.build(inputShape);
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), resetAfter: true };
    }
  }

  class GRU extends stockClass<Gru>('GRU') {
    static override className = 'GRU';
    readonly #resetAfter: boolean;

    constructor(args: GruArgs) {
      super({ ...args, resetAfter: false });
      this.#resetAfter = args.resetAfter ?? false;
      if (this.#resetAfter) Object.assign(this, { cell: new ResetAfterCell(args) });
    }

    override apply(inputs: Parameters<Gru['apply']>[0], kwargs?: Kwargs) {
      return super.apply(inputs, { ...kwargs });
    }

    override call(inputs: Tensor | Tensor[], kwargs: Kwargs): Tensor | Tensor[] {
      const cell = this.cell as ReturnType<Tf['layers']['gruCell']>; // what a GRU makes for itself
      const make = this.#resetAfter ? gruResetAfterCell : gruResetBeforeCell;
      return callLayer(stock, this, cell, make(stock, cell.units, namesOf(cell)), inputs, kwargs);
    }
  }

  for (const layer of [SimpleRNN, LSTM, GRU]) stock.serialization.SerializationMap.register(layer);
  return {
    ...stock,
    layers: {
      ...stock.layers,
      simpleRNN: (args) => new SimpleRNN(args),
      lstm: (args) => new LSTM(args),
      gru: (args: GruArgs) => new GRU(args),
    },
  };
}

const namesOf = (cell: GatedCell) => ({
  activation: cell.activation.getClassName(),
  recurrentActivation: cell.recurrentActivation.getClassName(),
});

/** What a layer answers: its output, and behind it its states where they are wanted. */
function callLayer(
  tf: Tf,
  layer: tfjs.RNN,
  { kernel, recurrentKernel, bias, dropout, recurrentDropout }: StockCell,
  cell: Cell,
  inputs: Tensor | Tensor[],
  { mask: given, initialState, training }: Kwargs,
): Tensor | Tensor[] {
  if (layer.stateful) throw new RangeError(`stateful must be false; got true in the layer ${layer.name}`);
  if (training === true && (dropout > 0 || recurrentDropout > 0)) {
    throw new RangeError(`dropout inside the layer ${layer.name} must be 0 in training; put a Dropout layer before or behind it`);
  }
  const { output, states, rows } = tf.tidy(() => {
    const [input, ...rest] = Array.isArray(inputs) ? inputs : [inputs];
    if (input === undefined) throw new RangeError(`the layer ${layer.name} must get one tensor; got none`);
    const mask: Tensor | null = (Array.isArray(given) ? given[0] : given) ?? null;
    const initial: Tensor[] | null = initialState ?? (rest.length === 0 ? null : rest);
    const result = recur(tf, cell, {
      input,
      rows: rowsOf(input),
      weights: { kernel: kernel.read(), recurrentKernel: recurrentKernel.read(), bias: bias?.read() ?? null },
      initial,
      mask,
      backwards: layer.goBackwards,
      sequences: layer.returnSequences,
      states: layer.returnState,
    });
    const { output, states } = result;
    if (mask === null || initial === null) return { output, states, rows: layer.returnSequences ? result.rows : undefined };
    // Keras answers zeros until the first step that counts, also where the states began as something else.
    return { output: sinceFirst(tf, output, mask, layer.goBackwards), states, rows: undefined };
  });
  if (rows !== undefined) stepByStep.set(output, rows);
  return layer.returnState ? [output, ...states] : output;
}

/**
 * Outputs of recurrent layers as they were computed, step by step. Where the next layer is recurrent too it goes on from these:
 * a compiled step then never turns the sequence around and back.
 */
const stepByStep = new WeakMap<Tensor, Tensor>();

/** The tensor as its layer computed it; null where it came from elsewhere, or that is freed already. */
function rowsOf(tensor: Tensor): Tensor | null {
  const rows = stepByStep.get(tensor);
  return rows === undefined || rows.isDisposed ? null : rows;
}

/** Outputs [batch, (steps,) units], with zeros where no step counted yet. */
function sinceFirst(tf: Tf, output: Tensor, mask: Tensor, backwards: boolean): Tensor {
  const counts = tf.cast(tf.cast(mask, 'bool'), 'float32');
  const inOrder = backwards ? counts.reverse(1) : counts;
  const seen = output.rank === 3 ? tf.step(inOrder.cumsum(1)).expandDims(2) : inOrder.max(1, true);
  return output.mul(seen);
}
