import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';
import { isSeeded, KeepMasks, type Seeded } from '../seeded-dropout.ts';
import { stockClass } from '../stock-class.ts';

type Stock = ReturnType<Tf['layers']['bidirectional']>;
type Args = Parameters<Tf['layers']['bidirectional']>[0];
type Kwargs = Parameters<Stock['apply']>[1];

/** The stock layer's two, which its type keeps to itself. */
interface Directions {
  forwardLayer: tfjs.RNN;
  backwardLayer: tfjs.RNN;
}

/**
 * The tensor library with `layers.bidirectional` replaced: its backward layer is a copy of the other, seeds and all, and would
 * begin with the same weights and drop the same numbers; ours draws others. Dropout inside it hears of the step.
 */
export function withBidirection(stock: Tf): Tf {
  class Bidirectional extends stockClass<Stock>(stock, 'Bidirectional') implements Seeded {
    static override className = 'Bidirectional';

    constructor(args: Args) {
      super(args);
      const { backwardLayer } = this.#directions();
      const { kernelInitializer, recurrentInitializer } = backwardLayer.cell as ReturnType<Tf['layers']['lstmCell']>; // as all cells
      for (const drawing of [kernelInitializer, recurrentInitializer, backwardLayer]) drawOtherwise(drawing);
    }

    setStep(step: tfjs.Scalar): void {
      const { forwardLayer, backwardLayer } = this.#directions();
      for (const layer of [forwardLayer, backwardLayer]) if (isSeeded(layer)) layer.setStep(step);
    }

    override apply(inputs: Parameters<Stock['apply']>[0], kwargs?: Kwargs) {
      return super.apply(inputs, { ...kwargs });
    }

    #directions(): Directions {
      return this as unknown as Directions; // see there
    }
  }

  stock.serialization.SerializationMap.register(Bidirectional);
  return { ...stock, layers: { ...stock.layers, bidirectional: (args) => new Bidirectional(args) } };
}

/** Makes what draws from a seed, an initializer or a layer with dropout, draw otherwise. */
function drawOtherwise(drawing: object): void {
  if ('seed' in drawing && typeof drawing.seed === 'number') Object.assign(drawing, { seed: (drawing.seed + 1) | 0 });
  if ('drops' in drawing && drawing.drops instanceof KeepMasks) drawing.drops.drawOtherwise();
}
