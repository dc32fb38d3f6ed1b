import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#app/errors.ts';
import { type Binding, createBinding } from '#main/engine/tensorflow/binding.ts';
import { declareApi } from '#main/engine/tensorflow/c-api.ts';
import { type Context, openContext } from '#main/engine/tensorflow/context.ts';
import { loadLibrary } from '#main/engine/tensorflow/library.ts';
import { loadSystemMemory } from '#main/engine/tensorflow/system-memory.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';

engineOrSkip('the TensorFlow binding', (folder) => {
  let context: Context;
  let binding: Binding;
  const type = (value: number, name = 'T') => ({ name, type: binding.TF_ATTR_TYPE, value });
  const one = (name: string, attributes: Parameters<Binding['executeOp']>[1], inputs: number[]) => {
    const [result] = binding.executeOp(name, attributes, inputs, 1);
    if (result === undefined) throw new Error(`${name} gave nothing`);
    return { ...result, values: binding.tensorDataSync(result.id) };
  };
  const refusal = (work: () => unknown): AppError => {
    try {
      work();
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
    throw new Error('it was not refused');
  };

  beforeAll(() => {
    const api = declareApi(loadLibrary(folder));
    context = openContext(api, folder, { intraThreads: 2, interThreads: 1, allowGpu: true });
    binding = createBinding(api, loadSystemMemory(), context);
  });
  afterAll(() => {
    binding.dispose();
    context.dispose();
  });

  it('lists a CPU among the devices', () => {
    expect(context.devices.map((device) => device.type)).toContain('CPU');
  });

  it.each([
    ['float32', 'TF_FLOAT', Float32Array.of(1.5, -0, Number.NaN, Number.POSITIVE_INFINITY)],
    ['int32', 'TF_INT32', Int32Array.of(1, -2, 2 ** 31 - 1, -(2 ** 31))],
    ['uint8', 'TF_UINT8', Uint8Array.of(0, 1, 128, 255)],
    ['bool', 'TF_BOOL', Uint8Array.of(0, 1, 1, 0)],
    ['int64', 'TF_INT64', BigInt64Array.of(1n, -1n, 2n ** 62n, -(2n ** 63n))],
  ] as const)('carries %s values there and back', (_name, kind, values) => {
    const id = binding.createTensor([2, 2], binding[kind], values);
    expect(binding.tensorDataSync(id)).toEqual(values);
    binding.deleteTensor(id);
  });

  it('carries complex numbers as pairs', () => {
    const values = Float32Array.of(1, 2, 3, 4);
    const id = binding.createTensor([2], binding.TF_COMPLEX64, values);
    expect(one('Real', [type(binding.TF_COMPLEX64), type(binding.TF_FLOAT, 'Tout')], [id]).values).toEqual(Float32Array.of(1, 3));
  });

  it('takes a 64-bit scalar as two 32-bit halves, as the stock kernels write it', () => {
    const id = binding.createTensor([], binding.TF_INT64, Int32Array.of(5, 1));
    expect(binding.tensorDataSync(id)).toEqual(BigInt64Array.of(2n ** 32n + 5n));
  });

  it('carries tensors without elements', () => {
    const id = binding.createTensor([0, 3], binding.TF_FLOAT, new Float32Array(0));
    expect(binding.tensorDataSync(id)).toEqual(new Float32Array(0));
  });

  it('copies: what is changed afterwards changes nothing', () => {
    const values = Float32Array.of(1, 2);
    const id = binding.createTensor([2], binding.TF_FLOAT, values);
    values[0] = 9;
    const read = binding.tensorDataSync(id);
    read[1] = 9;
    expect(binding.tensorDataSync(id)).toEqual(Float32Array.of(1, 2));
  });

  it('runs an operation and tells shape and type of what comes out', () => {
    const id = binding.createTensor([2, 3], binding.TF_FLOAT, Float32Array.of(1, 2, 3, 4, 5, 6));
    const flag = (name: string, value: boolean) => ({ name, type: binding.TF_ATTR_BOOL, value });
    const product = one('MatMul', [type(binding.TF_FLOAT), flag('transpose_a', false), flag('transpose_b', true)], [id, id]);
    expect(product).toMatchObject({ shape: [2, 2], dtype: binding.TF_FLOAT });
    expect(product.values).toEqual(Float32Array.of(14, 32, 32, 77));
  });

  it('runs an operation with several results', () => {
    const axis = binding.createTensor([], binding.TF_INT32, Int32Array.of(0));
    const id = binding.createTensor([4], binding.TF_FLOAT, Float32Array.of(1, 2, 3, 4));
    const parts = binding.executeOp(
      'Split',
      [{ name: 'num_split', type: binding.TF_ATTR_INT, value: 2 }, type(binding.TF_FLOAT)],
      [axis, id],
      2,
    );
    expect(parts.map((part) => binding.tensorDataSync(part.id))).toEqual([Float32Array.of(1, 2), Float32Array.of(3, 4)]);
  });

  // Each operation would be refused, or answer something else, if its attribute came through wrong.
  it('sets attributes of every kind', () => {
    const image = binding.createTensor([1, 2, 2, 1], binding.TF_FLOAT, Float32Array.of(1, 2, 3, 4));
    const pool = one(
      'MaxPool',
      [
        type(binding.TF_FLOAT),
        { name: 'ksize', type: binding.TF_ATTR_INT, value: [1, 2, 2, 1] },
        { name: 'strides', type: binding.TF_ATTR_INT, value: [1, 2, 2, 1] },
        { name: 'padding', type: binding.TF_ATTR_STRING, value: 'VALID' },
      ],
      [image],
    );
    expect(pool.values).toEqual(Float32Array.of(4));
    const leaky = one(
      'LeakyRelu',
      [type(binding.TF_FLOAT), { name: 'alpha', type: binding.TF_ATTR_FLOAT, value: 0.5 }],
      [binding.createTensor([2], 1, Float32Array.of(-2, 2))],
    );
    expect(leaky.values).toEqual(Float32Array.of(-1, 2));
    const ragged = one(
      'Bucketize',
      [type(binding.TF_FLOAT), { name: 'boundaries', type: binding.TF_ATTR_FLOAT, value: [2.5, 3.5] }],
      [image],
    );
    expect(ragged.values).toEqual(Int32Array.of(0, 0, 1, 2));
    const list = one('IdentityN', [type([binding.TF_FLOAT] as never)], [image]);
    expect(list.values).toEqual(Float32Array.of(1, 2, 3, 4));
    const shape = (value: number[]) => ({ name: 'shape', type: binding.TF_ATTR_SHAPE, value });
    expect(one('EnsureShape', [type(binding.TF_FLOAT), shape([1, 2, 2, 1])], [image]).shape).toEqual([1, 2, 2, 1]);
    expect(refusal(() => one('EnsureShape', [type(binding.TF_FLOAT), shape([4])], [image])).message).toContain('[4]');
  });

  it('refuses an operation that TensorFlow does not know', () => {
    const error = refusal(() => binding.executeOp('Unfolding', [], [], 1));
    expect(error).toMatchObject({ code: 'engine-op-failed', message: expect.stringContaining('Unfolding') });
  });

  it('refuses shapes that do not fit, with TensorFlow’s own reason', () => {
    const left = binding.createTensor([2, 3], binding.TF_FLOAT, new Float32Array(6));
    const error = refusal(() => binding.executeOp('MatMul', [type(binding.TF_FLOAT)], [left, left], 1));
    expect(error.message).toContain('Matrix size-incompatible');
  });

  it.each([
    ['values of another type', () => binding.createTensor([1], 1, Int32Array.of(1)), 'Int32Array'],
    ['too few values', () => binding.createTensor([3], 1, Float32Array.of(1)), 'must have 12 bytes; got 4'],
    ['texts', () => binding.createTensor([1], 7, [Uint8Array.of(65)]), '7 is string'],
    ['a tensor that was deleted', () => binding.tensorDataSync(123_456), '123456 is not there'],
    ['an attribute that is none', () => binding.executeOp('Relu', [{ name: 'T', type: 2, value: 'x' }], [], 1), 'attribute T'],
  ])('refuses %s', (_what, work, why) => {
    expect(refusal(work)).toMatchObject({ code: 'engine-op-failed', message: expect.stringContaining(why) });
  });

  it('keeps no tensor of an operation that was refused', () => {
    const id = binding.createTensor([2, 3], binding.TF_FLOAT, new Float32Array(6));
    const before = binding.getNumOfTensors();
    for (let attempt = 0; attempt < 100; attempt++) refusal(() => binding.executeOp('MatMul', [type(binding.TF_FLOAT)], [id, id], 1));
    expect(binding.getNumOfTensors()).toBe(before);
  });

  describe('memory of the process', () => {
    /** MiB the process grew by while `work` ran `times` times, once it is warm. */
    const growth = (times: number, work: () => void) => {
      for (let time = 0; time < times / 10; time++) work();
      const before = process.memoryUsage.rss();
      for (let time = 0; time < times; time++) work();
      return (process.memoryUsage.rss() - before) / 2 ** 20;
    };

    it('does not grow with tensors that came and went', () => {
      const values = new Float32Array(2 ** 20); // 4 MiB each: 800 MiB if none were given back
      expect(growth(200, () => binding.deleteTensor(binding.createTensor([2 ** 20], binding.TF_FLOAT, values)))).toBeLessThan(200);
    });

    it('does not grow with tensors that were read', () => {
      const values = new Float32Array(2 ** 20);
      const read = () => {
        const id = binding.createTensor([2 ** 20], binding.TF_FLOAT, values);
        binding.tensorDataSync(id);
        binding.deleteTensor(id);
      };
      // What was read is JavaScript's to collect, so there is some slack.
      expect(growth(400, read)).toBeLessThan(600);
    });

    it('does not grow with operations', () => {
      const id = binding.createTensor([1], binding.TF_FLOAT, Float32Array.of(1));
      const run = () => {
        for (const result of binding.executeOp('Neg', [type(binding.TF_FLOAT)], [id], 1)) binding.deleteTensor(result.id);
      };
      expect(growth(100_000, run)).toBeLessThan(40);
    });
  });

  it('deletes every tensor when it closes', () => {
    binding.createTensor([1], binding.TF_FLOAT, Float32Array.of(1));
    binding.dispose();
    expect(binding.getNumOfTensors()).toBe(0);
  });
});
