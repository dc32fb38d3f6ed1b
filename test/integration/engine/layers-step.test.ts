import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Batch, NamedArray, StepSettings, TrainableModel, TrainingStep } from '#main/engine/engine.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { drawnBatch, templateModel } from '#test/helpers/training.ts';

const shape: [number, number, number] = [8, 8, 1];
const classes = 3;
const settings: StepSettings = { optimizer: 'adam', momentum: 0.9, seed: 7 };
const optimizers = ['adam', 'rmsprop', 'sgd'] as const;

engineOrSkip('a training step on TensorFlow', (folder) => {
  let engine: TensorflowEngine;
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2 });
  });
  afterAll(() => engine.dispose());

  /** One Dense layer on three inputs, whose gradient is known: xᵀ(p − y)·w/n. */
  const linear = (): TrainableModel => {
    const { tf } = engine;
    const input = tf.input({ shape: [1, 1, 3] });
    const flat = tf.layers.flatten().apply(input);
    const logits = tf.layers.dense({ units: classes, name: 'dense', kernelInitializer: 'ones' }).apply(flat) as ReturnType<typeof tf.input>;
    const probabilities = tf.layers.softmax().apply(logits) as ReturnType<typeof tf.input>;
    return { layers: tf.model({ inputs: input, outputs: probabilities }), logits: tf.model({ inputs: input, outputs: logits }) };
  };
  const linearBatch: Batch = { inputs: Uint8Array.of(1, 0, 2, 0, 3, 5), shape: [2, 1, 1, 3], answers: Int32Array.of(0, 2) };
  /** Gradients of that layer at weights where all logits are equal: p = 1/3. Kernel [3, 3] row by row, then bias [3]. */
  const linearGradients = (weights = [1, 1]) => {
    const rows = [0, 1].map((item) =>
      [0, 1, 2].map((unit) => ((1 / 3 - Number(unit === linearBatch.answers[item])) * (weights[item] ?? 1)) / 2),
    );
    const kernel = [0, 1, 2].flatMap((inputAt) =>
      [0, 1, 2].map((unit) =>
        [0, 1].reduce((sum, item) => sum + (linearBatch.inputs[item * 3 + inputAt] ?? 0) * (rows[item]?.[unit] ?? 0), 0),
      ),
    );
    return [...kernel, ...[0, 1, 2].map((unit) => (rows[0]?.[unit] ?? 0) + (rows[1]?.[unit] ?? 0))];
  };
  const values = (arrays: NamedArray[]) => arrays.flatMap((array) => [...array.values]);
  const close = (got: number[], expected: number[]) => {
    expect(got.length).toBe(expected.length);
    for (const [index, value] of expected.entries()) expect(got[index]).toBeCloseTo(value, 5);
  };
  const run = async (step: TrainingStep, batch: Batch, from: number, to: number) => {
    const losses: number[] = [];
    for (let number = from; number <= to; number++) losses.push((await step.train(batch, number, 0.01)).loss);
    return losses;
  };

  describe('the first update', () => {
    const start = [...Array(9).fill(1), 0, 0, 0];
    const rules: Record<(typeof optimizers)[number], (gradient: number) => number> = {
      adam: (g) => (-0.01 * Math.sqrt(1 - 0.999) * 0.1 * g) / (1 - 0.9) / (Math.sqrt(0.001 * g * g) + 1e-7),
      rmsprop: (g) => (-0.01 * g) / Math.sqrt(0.1 * g * g + 1e-7),
      sgd: (g) => -0.01 * g,
    };
    it.each(optimizers)('of %s is the rule’s', async (optimizer) => {
      const step = await engine.prepare(linear(), { ...settings, optimizer });
      await step.train(linearBatch, 1, 0.01);
      close(
        values((await step.state()).weights),
        linearGradients().map((gradient, index) => start[index] + rules[optimizer](gradient)),
      );
      step.dispose();
    });
  });

  it('corrects Adam’s averages by the step that it is told', async () => {
    const step = await engine.prepare(linear(), settings);
    await step.train(linearBatch, 5, 0.01);
    const rate = (0.01 * Math.sqrt(1 - 0.999 ** 5)) / (1 - 0.9 ** 5);
    const move = (gradient: number) => (-rate * 0.1 * gradient) / (Math.sqrt(0.001) * Math.abs(gradient) + 1e-7);
    close(values((await step.state()).weights).slice(9), linearGradients().slice(9).map(move));
    step.dispose();
  });

  it('carries momentum from step to step: v = m·v − lr·g', async () => {
    const step = await engine.prepare(linear(), { ...settings, optimizer: 'sgd' });
    await step.train(linearBatch, 1, 0.01);
    const first = await step.state();
    await step.train({ ...linearBatch, weights: Float32Array.of(0, 0) }, 2, 0.01); // no gradient: the momentum alone moves
    close(
      values((await step.state()).slots),
      values(first.slots).map((velocity) => 0.9 * velocity),
    );
    close(
      values((await step.state()).weights),
      values(first.weights).map((weight, index) => weight + 0.9 * (values(first.slots)[index] ?? 0)),
    );
    step.dispose();
  });

  it('remembers nothing for SGD without momentum', async () => {
    const step = await engine.prepare(linear(), { ...settings, optimizer: 'sgd', momentum: 0 });
    await step.train(linearBatch, 1, 0.01);
    expect((await step.state()).slots).toEqual([]);
    close(
      values((await step.state()).weights).slice(0, 3),
      linearGradients()
        .slice(0, 3)
        .map((gradient) => 1 - 0.01 * gradient),
    );
    step.dispose();
  });

  it('weighs items in loss and gradient, and divides by their number', async () => {
    const step = await engine.prepare(linear(), { ...settings, optimizer: 'sgd', momentum: 0 });
    const { loss } = await step.train({ ...linearBatch, weights: Float32Array.of(3, 0.5) }, 1, 1);
    expect(loss).toBeCloseTo((3.5 * Math.log(3)) / 2, 5);
    close(
      values((await step.state()).weights).slice(9),
      linearGradients([3, 0.5])
        .slice(9)
        .map((gradient) => -gradient),
    );
    step.dispose();
  });

  it.each(optimizers)('learns with %s', async (optimizer) => {
    const step = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes), { ...settings, optimizer });
    const batch = drawnBatch(64, shape, classes);
    const rate = optimizer === 'sgd' ? 0.05 : 0.005;
    for (let number = 1; number <= 40; number++) await step.train(batch, number, rate);
    const { accuracy, loss } = await step.evaluate(batch);
    expect(accuracy).toBeGreaterThan(0.9);
    expect(loss).toBeLessThan(0.5);
    step.dispose();
  });

  it('reports loss and accuracy of the batch before its update, as evaluate has them', async () => {
    const step = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes), settings);
    const batch = drawnBatch(50, shape, classes);
    const before = await step.evaluate(batch);
    const trained = await step.train(batch, 1, 0.01);
    expect(trained.loss).toBeCloseTo(before.loss, 5);
    expect(trained.accuracy).toBeCloseTo(before.accuracy ?? Number.NaN, 6);
    step.dispose();
  });

  it('evaluates to the probabilities that the model itself answers: to the bit, and compiled to rounding', async () => {
    const model = templateModel(engine.tf, 'small-cnn', shape, classes);
    const batch = drawnBatch(20, shape, classes);
    const own = engine.tf.tidy(() =>
      (
        model.layers.predict(engine.tf.tensor(Float32Array.from(batch.inputs), [...batch.shape])) as ReturnType<typeof engine.tf.tensor>
      ).dataSync(),
    );
    const uncompiled = await engine.prepareUncompiled(model, settings);
    expect((await uncompiled.evaluate(batch)).outputs).toEqual(own);
    uncompiled.dispose();
    const step = await engine.prepare(model, settings);
    const { outputs: probabilities } = await step.evaluate(batch);
    expect(probabilities.length).toBe(20 * classes);
    for (const [index, value] of own.entries()) expect(probabilities[index]).toBeCloseTo(value, 6);
    step.dispose();
  });

  describe.each(optimizers)('going on from a state with %s', (optimizer) => {
    it('moves to the bit as if it had never stopped', async () => {
      const batch = drawnBatch(16, shape, classes);
      const own = { ...settings, optimizer };
      const whole = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes), own);
      await run(whole, batch, 1, 5);
      const halfway = await whole.state();
      const rest = await run(whole, batch, 6, 10);

      const second = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes, 99), own);
      await second.restore(halfway);
      expect(await run(second, batch, 6, 10)).toEqual(rest);
      expect(await second.state()).toEqual(await whole.state());
      whole.dispose();
      second.dispose();
    });
  });

  it('names weights alike for every copy of a model, whatever was built before', async () => {
    const one = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes), settings);
    const other = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes), settings);
    const names = async (step: TrainingStep) => [...(await step.state()).weights, ...(await step.state()).slots].map((array) => array.name);
    expect(await names(other)).toEqual(await names(one));
    expect(new Set(await names(one)).size).toBe((await names(one)).length);
    one.dispose();
    other.dispose();
  });

  it('hands its state out as copies', async () => {
    const step = await engine.prepare(linear(), settings);
    const { weights } = await step.state();
    weights[0]?.values.fill(9);
    expect((await step.state()).weights[0]?.values[0]).toBe(1);
    step.dispose();
  });

  it.each([
    ['a weight is missing', (state: { weights: NamedArray[]; slots: NamedArray[] }) => state.weights.pop(), 'must hold the weight'],
    ['a slot is missing', (state: { weights: NamedArray[]; slots: NamedArray[] }) => state.slots.pop(), 'must hold the slot'],
    [
      'there is one too many',
      (state: { weights: NamedArray[]; slots: NamedArray[] }) => state.slots.push({ name: 'x', shape: [1], values: new Float32Array(1) }),
      'slots; got',
    ],
    [
      'a shape differs',
      (state: { weights: NamedArray[]; slots: NamedArray[] }) =>
        state.weights.splice(0, 1, { name: 'dense/kernel', shape: [9], values: new Float32Array(9) }),
      'must be 3×3; got 9',
    ],
  ])('refuses a state where %s, and changes nothing', async (_what, damage, why) => {
    const step = await engine.prepare(linear(), settings);
    const state = await step.state();
    for (const { values: each } of state.weights) each.fill(5);
    damage(state);
    await expect(step.restore(state)).rejects.toThrow(why);
    expect((await step.state()).weights[0]?.values[0]).toBe(1);
    step.dispose();
  });

  it('leaves frozen weights as they are and keeps them in the state', async () => {
    const { tf } = engine;
    const input = tf.input({ shape: [1, 1, 3] });
    const hidden = tf.layers
      .dense({ units: 4, name: 'frozen', trainable: false, kernelInitializer: 'ones' })
      .apply(tf.layers.flatten().apply(input));
    const logits = tf.layers.dense({ units: classes, name: 'top' }).apply(hidden) as ReturnType<typeof tf.input>;
    const model = tf.model({ inputs: input, outputs: logits });
    const step = await engine.prepare({ layers: model, logits: model }, settings);
    await run(step, linearBatch, 1, 3);
    const { weights, slots } = await step.state();
    expect(weights.find((array) => array.name === 'frozen/kernel')?.values).toEqual(new Float32Array(12).fill(1));
    expect(slots.map((slot) => slot.name).sort()).toEqual(['top/bias/m', 'top/bias/v', 'top/kernel/m', 'top/kernel/v']);
    step.dispose();
  });

  describe('batch normalisation', () => {
    const normalised = (): TrainableModel => {
      const { tf } = engine;
      const input = tf.input({ shape: [1, 1, 3] });
      const hidden = tf.layers.batchNormalization({ name: 'norm', momentum: 0.9 }).apply(tf.layers.flatten().apply(input));
      const logits = tf.layers.dense({ units: classes, name: 'top' }).apply(hidden) as ReturnType<typeof tf.input>;
      const model = tf.model({ inputs: input, outputs: logits });
      return { layers: model, logits: model };
    };
    const moving = async (step: TrainingStep) =>
      Object.fromEntries(
        (await step.state()).weights.filter((array) => array.name.includes('moving')).map((array) => [array.name, [...array.values]]),
      );

    it('moves its averages towards each batch, and the state holds them', async () => {
      const step = await engine.prepare(normalised(), settings);
      await step.train(linearBatch, 1, 0.01);
      const { 'norm/moving_mean': mean = [], 'norm/moving_variance': variance = [] } = await moving(step);
      close(mean, [0.05, 0.15, 0.35]); // a tenth of the batch's means ½, 1½, 3½
      close(variance, [0.925, 1.125, 1.125]); // 0.9 and a tenth of its variances ¼, 2¼, 2¼
      step.dispose();
    });

    it('leaves its averages alone while judging', async () => {
      const step = await engine.prepare(normalised(), settings);
      await step.train(linearBatch, 1, 0.01);
      const before = await moving(step);
      await step.evaluate(linearBatch);
      expect(await moving(step)).toEqual(before);
      step.dispose();
    });

    it('gets its averages back', async () => {
      const step = await engine.prepare(normalised(), settings);
      await step.train(linearBatch, 1, 0.01);
      const state = await step.state();
      const second = await engine.prepare(normalised(), settings);
      await second.restore(state);
      expect(await moving(second)).toEqual(await moving(step));
      step.dispose();
      second.dispose();
    });
  });

  describe('dropout', () => {
    const dropping = (seed = 3): TrainableModel => {
      const { tf } = engine;
      const input = tf.input({ shape: [1, 1, 3] });
      const hidden = tf.layers
        .dropout({ rate: 0.5, seed, name: 'drop' })
        .apply(tf.layers.dense({ units: 64, kernelInitializer: 'ones' }).apply(tf.layers.flatten().apply(input)));
      const logits = tf.layers
        .dense({ units: classes, kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) })
        .apply(hidden) as ReturnType<typeof tf.input>;
      const model = tf.model({ inputs: input, outputs: logits });
      return { layers: model, logits: model };
    };
    const losses = async (model: TrainableModel, steps: number[]) => {
      const step = await engine.prepare(model, settings);
      const result: number[] = [];
      for (const number of steps) result.push((await step.train(linearBatch, number, 0)).loss); // rate 0: only the mask differs
      step.dispose();
      return result;
    };

    it('draws a fresh mask each step', async () => {
      expect(new Set(await losses(dropping(), [1, 2, 3, 4])).size).toBe(4);
    });

    it('draws the same mask again for the same seed and step', async () => {
      expect(await losses(dropping(), [4, 3, 2, 1])).toEqual((await losses(dropping(), [1, 2, 3, 4])).reverse());
    });

    it('draws other masks under another seed', async () => {
      expect(await losses(dropping(4), [1])).not.toEqual(await losses(dropping(3), [1]));
    });

    it('drops nothing while judging', async () => {
      const step = await engine.prepare(dropping(), settings);
      const first = await step.evaluate(linearBatch);
      expect(await step.evaluate(linearBatch)).toEqual(first);
      step.dispose();
    });

    it('is a standard Dropout in the model’s JSON', () => {
      const json = JSON.parse(String(dropping().layers.toJSON()));
      const layer = json.config.layers.find((each: { name: string }) => each.name === 'drop');
      expect(layer).toMatchObject({ class_name: 'Dropout', config: { rate: 0.5, seed: 3, noise_shape: null } });
    });
  });

  describe.each(optimizers)('over 200 steps of %s', (optimizer) => {
    it('neither tensors nor native handles grow', async () => {
      const step = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes), { ...settings, optimizer });
      const batch = drawnBatch(8, shape, classes);
      await run(step, batch, 1, 3);
      await step.evaluate(batch);
      const before = { ...engine.memory(), native: engine.nativeTensors() };
      await run(step, batch, 4, 200);
      await step.evaluate(batch);
      await step.restore(await step.state());
      await run(step, batch, 201, 203);
      expect({ ...engine.memory(), native: engine.nativeTensors() }).toEqual(before);
      step.dispose();
    });
  });

  it('gives its slots back when it is disposed of', async () => {
    const model = templateModel(engine.tf, 'small-cnn', shape, classes);
    const before = engine.memory().tensors;
    const step = await engine.prepare(model, settings);
    expect(engine.memory().tensors).toBeGreaterThan(before);
    step.dispose();
    expect(engine.memory().tensors).toBe(before);
  });

  it('copies the batch: the loop may fill the same arrays again at once', async () => {
    const batch = drawnBatch(32, shape, classes);
    const own = async (spoil: boolean) => {
      const step = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes), settings);
      const mine = { ...batch, inputs: batch.inputs.slice(), answers: batch.answers.slice() };
      const running = step.train(mine, 1, 0.01);
      if (spoil) {
        mine.inputs.fill(0);
        mine.answers.fill(0);
      }
      await running;
      const state = await step.state();
      step.dispose();
      return state;
    };
    expect(await own(true)).toEqual(await own(false));
  });

  it('rejects with TensorFlow’s reason and leaks nothing when an operation is refused', async () => {
    const step = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes), settings);
    const batch = drawnBatch(8, shape, classes);
    await run(step, batch, 1, 1);
    const before = engine.nativeTensors();
    const wrong = { ...batch, weights: new Float32Array(7) };
    await expect(step.train(wrong, 2, 0.01)).rejects.toThrow();
    expect(engine.nativeTensors()).toBe(before);
    step.dispose();
  });
});
