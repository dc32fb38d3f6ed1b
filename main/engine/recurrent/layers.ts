import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';
import { KeepMasks, type Seeded } from '../seeded-dropout.ts';
import { stockClass } from '../stock-class.ts';
import { withBidirection } from './bidirectional.ts';
import type { Cell } from './cell.ts';
import { gruResetAfterCell, gruResetBeforeCell } from './gru.ts';
import { lstmCell } from './lstm.ts';
import { recur } from './recurrence.ts';
import { simpleRnnCell } from './simple-rnn.ts';
import { tensorflowKernels } from './tensorflow-kernels.ts';

type Tensor = tfjs.Tensor;
type Kwargs = Parameters<tfjs.RNN['call']>[1];
type SimpleRnn = ReturnType<Tf['layers']['simpleRNN']>;
type Lstm = ReturnType<Tf['layers']['lstm']>;
type Gru = ReturnType<Tf['layers']['gru']>;
type StockCell = Pick<ReturnType<Tf['layers']['gruCell']>, 'kernel' | 'recurrentKernel' | 'bias' | 'units' | 'activation'> &
  Pick<ReturnType<Tf['layers']['gruCell']>, 'dropout' | 'recurrentDropout'>;
type GatedCell = ReturnType<Tf['layers']['gruCell'] | Tf['layers']['lstmCell']>;
type GruCellArgs = Parameters<Tf['layers']['gruCell']>[0];
/** What a layer draws its dropout from, beside the step. */
interface WithSeed {
  seed?: number;
}
type SimpleRnnArgs = Parameters<Tf['layers']['simpleRNN']>[0] & WithSeed;
type LstmArgs = Parameters<Tf['layers']['lstm']>[0] & WithSeed;
export type GruArgs = Parameters<Tf['layers']['gru']>[0] & Pick<GruCellArgs, 'resetAfter'> & WithSeed;

/**
 * The tensor library with `layers.simpleRNN`, `lstm` and `gru` replaced: ours have the stock layers' names, configurations
 * and weights, but a gradient written by hand, and a GRU also resets after the product (`resetAfter`). A model that is read
 * from its JSON gets them too. They refuse `stateful`, which no compiled step can be. Their dropout draws one mask for the input
 * and one for the state that hold for all steps of a call, from (`seed`, the training step).
 */
export function withRecurrence(stock: Tf): Tf {
  for (const kernel of tensorflowKernels) stock.registerKernel(kernel);
  class SimpleRNN extends stockClass<SimpleRnn>(stock, 'SimpleRNN') implements Seeded {
    static override className = 'SimpleRNN';
    readonly drops: Drops;

    constructor(args: SimpleRnnArgs) {
      super(args);
      this.drops = new Drops(stock, args.seed);
    }

    setStep(step: tfjs.Scalar): void {
      this.drops.setStep(step);
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), ...this.drops.config(this) };
    }

    override apply(inputs: Parameters<SimpleRnn['apply']>[0], kwargs?: Kwargs) {
      return super.apply(inputs, { ...kwargs });
    }

    override call(inputs: Tensor | Tensor[], kwargs: Kwargs): Tensor | Tensor[] {
      const cell = this.cell as ReturnType<Tf['layers']['simpleRNNCell']>; // what a SimpleRNN makes for itself
      const activation = cell.activation.getClassName();
      return callLayer(stock, this, cell, simpleRnnCell(stock, cell.units, { activation }), inputs, kwargs);
    }
  }

  class LSTM extends stockClass<Lstm>(stock, 'LSTM') implements Seeded {
    static override className = 'LSTM';
    readonly drops: Drops;

    constructor(args: LstmArgs) {
      super(args);
      this.drops = new Drops(stock, args.seed);
    }

    setStep(step: tfjs.Scalar): void {
      this.drops.setStep(step);
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), ...this.drops.config(this) };
    }

    override apply(inputs: Parameters<Lstm['apply']>[0], kwargs?: Kwargs) {
      return super.apply(inputs, { ...kwargs });
    }

    override call(inputs: Tensor | Tensor[], kwargs: Kwargs): Tensor | Tensor[] {
      const cell = this.cell as ReturnType<Tf['layers']['lstmCell']>; // what an LSTM makes for itself
      return callLayer(stock, this, cell, lstmCell(stock, cell.units, namesOf(cell)), inputs, kwargs);
    }
  }

  /** A cell whose bias has a second row, for the recurrent product. */
  class ResetAfterCell extends stockClass<ReturnType<Tf['layers']['gruCell']>>(stock, 'GRUCell') {
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

  class GRU extends stockClass<Gru>(stock, 'GRU') implements Seeded {
    static override className = 'GRU';
    readonly drops: Drops;
    readonly #resetAfter: boolean;

    constructor(args: GruArgs) {
      super({ ...args, resetAfter: false });
      this.drops = new Drops(stock, args.seed);
      this.#resetAfter = args.resetAfter ?? false;
      if (this.#resetAfter) Object.assign(this, { cell: new ResetAfterCell(args) });
    }

    setStep(step: tfjs.Scalar): void {
      this.drops.setStep(step);
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), ...this.drops.config(this) };
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
  return withBidirection({
    ...stock,
    layers: {
      ...stock.layers,
      simpleRNN: (args) => new SimpleRNN(args),
      lstm: (args) => new LSTM(args),
      gru: (args: GruArgs) => new GRU(args),
    },
  });
}

/** The dropout of one recurrent layer: its masks, and the seed that its configuration keeps. */
export class Drops extends KeepMasks {
  readonly #seed: number | undefined;

  constructor(tf: Tf, seed: number | undefined) {
    super(tf, seed ?? 0);
    this.#seed = seed;
  }

  /** What the layer's configuration has beside the stock one's: nothing where it drops nothing. */
  config({ cell }: { cell: object }): tfjs.serialization.ConfigDict {
    const { dropout = 0, recurrentDropout = 0 } = cell as Partial<StockCell>; // a layer's own cell
    return this.#seed === undefined || (dropout === 0 && recurrentDropout === 0) ? {} : { seed: this.#seed };
  }
}

const namesOf = (cell: GatedCell) => ({
  activation: cell.activation.getClassName(),
  recurrentActivation: cell.recurrentActivation.getClassName(),
});

/** What a layer answers: its output, and behind it its states where they are wanted. */
function callLayer(
  tf: Tf,
  layer: tfjs.RNN & { drops: Drops },
  { kernel, recurrentKernel, bias, dropout, recurrentDropout }: StockCell,
  cell: Cell,
  inputs: Tensor | Tensor[],
  { mask: given, initialState, training }: Kwargs,
): Tensor | Tensor[] {
  if (layer.stateful) throw new RangeError(`stateful must be false; got true in the layer ${layer.name}`);
  const { output, states, rows } = tf.tidy(() => {
    const [input, ...rest] = Array.isArray(inputs) ? inputs : [inputs];
    if (input === undefined) throw new RangeError(`the layer ${layer.name} must get one tensor; got none`);
    const mask: Tensor | null = (Array.isArray(given) ? given[0] : given) ?? null;
    const initial: Tensor[] | null = initialState ?? (rest.length === 0 ? null : rest);
    const drops = training === true;
    const [batch = 0, , features = 0] = input.shape;
    const keptInputs = drops && dropout > 0 ? layer.drops.draw([batch, features], dropout) : null;
    const keep = drops && recurrentDropout > 0 ? layer.drops.draw([batch, cell.units], recurrentDropout) : null;
    const result = recur(tf, cell, {
      input,
      rows: keptInputs === null ? rowsOf(input) : droppedRows(tf, input, keptInputs),
      keep,
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

/** [batch, steps, features] → [steps·batch, features] without what is dropped of each item: the same features at all its steps. */
function droppedRows(tf: Tf, input: Tensor, keep: Tensor): Tensor {
  const [batch = 0, steps = 0, features = 0] = input.shape;
  const rows = rowsOf(input)?.reshape([steps, batch, features]) ?? tf.transpose(input, [1, 0, 2]);
  return rows.mul(keep).reshape([steps * batch, features]);
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
