import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './engine.ts';
import { stockClass } from './stock-class.ts';

type TimeDistributed = ReturnType<Tf['layers']['timeDistributed']>;

/**
 * The tensor library with `layers.timeDistributed` replaced: around a Dense it computes all steps in one product, where the
 * stock one makes a product a step.
 */
export function withAllStepsAtOnce(stock: Tf): Tf {
  class AllSteps extends stockClass<TimeDistributed>(stock, 'TimeDistributed') {
    static override className = 'TimeDistributed';

    override call(inputs: tfjs.Tensor | tfjs.Tensor[], kwargs: Parameters<TimeDistributed['call']>[1]): tfjs.Tensor | tfjs.Tensor[] {
      const [input] = Array.isArray(inputs) ? inputs : [inputs];
      if (input?.rank !== 3 || this.layer.getClassName() !== 'Dense') return super.call(inputs, kwargs);
      return stock.tidy(() => {
        const [batch = 0, steps = 0, features = 0] = input.shape;
        const rows = this.layer.call(input.reshape([batch * steps, features]), kwargs) as tfjs.Tensor; // a Dense answers one
        return rows.reshape([batch, steps, rows.shape[1] ?? 0]);
      });
    }
  }

  stock.serialization.SerializationMap.register(AllSteps);
  return { ...stock, layers: { ...stock.layers, timeDistributed: (args) => new AllSteps(args) } };
}
