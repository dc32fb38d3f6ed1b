import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './engine.ts';
import { stockClass } from './stock-class.ts';

type Conv1D = ReturnType<Tf['layers']['conv1d']>;

/** The stock layer's parts, which its type keeps to itself; set once it is built. */
interface Parts {
  kernelSize: number[];
  strides: number[];
  dilationRate: number[];
  padding: string;
  kernel: { read(): tfjs.Tensor };
  bias: { read(): tfjs.Tensor } | null;
  activation: { apply(x: tfjs.Tensor): tfjs.Tensor } | null;
}

/** The tensor library with `layers.conv1d` replaced: the stock one has no gradient where its window is dilated. */
export function withDilation(stock: Tf): Tf {
  class DilatedConv1D extends stockClass<Conv1D>(stock, 'Conv1D') {
    static override className = 'Conv1D';

    override call(inputs: tfjs.Tensor | tfjs.Tensor[], kwargs: Parameters<Conv1D['call']>[1]): tfjs.Tensor | tfjs.Tensor[] {
      const parts = this as unknown as Parts; // see there
      const [dilation = 1] = parts.dilationRate;
      const [stride = 1] = parts.strides;
      if (dilation === 1 || stride > 1) return super.call(inputs, kwargs);
      return stock.tidy(() => {
        const [input] = Array.isArray(inputs) ? inputs : [inputs];
        if (input === undefined) throw new RangeError('Conv1D must get one tensor; got none');
        const sums = dilated(stock, input as tfjs.Tensor3D, parts.kernel.read() as tfjs.Tensor3D, dilation, parts.padding === 'same');
        const biased = parts.bias === null ? sums : sums.add(parts.bias.read());
        return parts.activation === null ? biased : parts.activation.apply(biased);
      });
    }
  }

  stock.serialization.SerializationMap.register(DilatedConv1D);
  return { ...stock, layers: { ...stock.layers, conv1d: (args) => new DilatedConv1D(args) } };
}

/** [batch, steps, features] with a kernel [taps, features, filters]: the steps each place sees side by side, in one product. */
function dilated(tf: Tf, input: tfjs.Tensor3D, kernel: tfjs.Tensor3D, dilation: number, same: boolean): tfjs.Tensor {
  const [taps, features, filters] = kernel.shape;
  const reach = (taps - 1) * dilation;
  const before = same ? Math.floor(reach / 2) : 0;
  const padded = same
    ? tf.pad3d(input, [
        [0, 0],
        [before, reach - before],
        [0, 0],
      ])
    : input;
  const [batch, steps] = padded.shape;
  const places = steps - reach;
  const seen = Array.from({ length: taps }, (_, tap) => padded.slice([0, tap * dilation, 0], [batch, places, features]));
  const rows = tf.concat(seen, 2).reshape([batch * places, taps * features]);
  return tf.matMul(rows, kernel.reshape([taps * features, filters])).reshape([batch, places, filters]);
}
