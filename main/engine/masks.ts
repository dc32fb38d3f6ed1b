import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './engine.ts';
import { stockClass } from './stock-class.ts';

type Add = ReturnType<Tf['layers']['add']>;
type Masking = ReturnType<Tf['layers']['masking']>;

/**
 * The tensor library with `layers.add` and `masking` replaced. Behind a sum of masked sequences the stock one's mask has an axis
 * too many, and the next recurrent layer fails: as in Keras a step counts where it counts in any, and all count where one has
 * no mask. Behind layers that learn, the stock Masking has no gradient.
 */
export function withMasks(stock: Tf): Tf {
  class MaskedAdd extends stockClass<Add>(stock, 'Add') {
    static override className = 'Add';

    override computeMask(_inputs: tfjs.Tensor | tfjs.Tensor[], mask?: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      return stock.tidy(() => {
        const masks: readonly (tfjs.Tensor | null)[] = Array.isArray(mask) ? mask : [mask ?? null];
        const known = masks.filter((each) => each !== null && each !== undefined);
        const [first, ...others] = known;
        // The library answers null for "none", against its own type.
        if (first === undefined || known.length < masks.length) return null as unknown as tfjs.Tensor;
        return others.reduce((some, each) => stock.logicalOr(some, each), first.clone());
      });
    }
  }

  class DifferentiableMasking extends stockClass<Masking>(stock, 'Masking') {
    static override className = 'Masking';

    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      return stock.tidy(() => {
        const [input] = Array.isArray(inputs) ? inputs : [inputs];
        if (input === undefined) throw new RangeError('Masking must get one tensor; got none');
        const masked = stock.customGrad((...given: (tfjs.Tensor | tfjs.GradSaveFunc)[]) => {
          // tf.customGrad hands over what it is called with, and then the function that saves.
          const [steps, save] = given as [tfjs.Tensor, tfjs.GradSaveFunc];
          const counts = stock.any(steps.notEqual(this.maskValue), -1, true).cast('float32');
          save([counts]);
          return { value: steps.mul(counts), gradFunc: (dy: tfjs.Tensor, [saved]: tfjs.Tensor[]) => dy.mul(saved ?? 0) };
        });
        return masked(input);
      });
    }
  }

  stock.serialization.SerializationMap.register(MaskedAdd);
  stock.serialization.SerializationMap.register(DifferentiableMasking);
  return {
    ...stock,
    layers: { ...stock.layers, add: (args) => new MaskedAdd(args ?? {}), masking: (args) => new DifferentiableMasking(args) },
  };
}
