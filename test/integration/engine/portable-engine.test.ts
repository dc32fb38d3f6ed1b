import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '#main/engine/engine.ts';
import { openPortable } from '#main/engine/portable/index.ts';
import { webAssembly } from '#main/engine/portable/wasm/web-assembly.ts';
import { tf } from '#main/engine/tfjs.ts';

const opened: Engine[] = [];
async function open(options?: { threads?: number }): Promise<Engine> {
  const engine = await openPortable(options);
  opened.push(engine);
  return engine;
}
afterEach(() => {
  vi.restoreAllMocks();
  for (const engine of opened.splice(0)) engine.dispose();
});

const six = () =>
  tf.tidy(() => [
    ...tf
      .ones([1, 6])
      .matMul(tf.ones([6, 1]))
      .dataSync(),
  ]);

it('says what computes', async () => {
  const { facts } = await open();
  expect(facts).toEqual({ engine: 'portable', version: tf.version.tfjs, device: 'CPU (WebAssembly SIMD)', threads: 1, note: null });
  expect(facts.version).toMatch(/^4\.\d+\.\d+$/);
});

it('says that it computes on one thread where more were asked for', async () => {
  const { facts } = await open({ threads: 4 });
  expect(facts.threads).toBe(1);
  expect(facts.note).toContain('4 were asked for');
});

it('leaves no listener for uncaught errors in the process', async () => {
  const count = () => [process.listenerCount('uncaughtException'), process.listenerCount('unhandledRejection')];
  const before = count();
  await open();
  expect(count()).toEqual(before);
});

it('computes, leaves no tensor behind when it closes, and can be opened again', async () => {
  for (let round = 0; round < 3; round++) {
    const engine = await open();
    expect(tf.getBackend()).toBe('wasm');
    expect(six()).toEqual([6]);
    expect(engine.memory()).toEqual({ tensors: 0, bytes: 0 });
    engine.dispose();
    engine.dispose(); // closing twice is closing
  }
});

it('puts the stock kernels back when it closes', async () => {
  const kernel = (name: string) => tf.getKernel(name, 'wasm')?.kernelFunc;
  const engine = await open();
  expect(kernel('UnsortedSegmentSum')).toBeDefined();
  const ours = kernel('BatchMatMul');
  engine.dispose();
  expect(kernel('UnsortedSegmentSum')).toBeUndefined();
  expect(kernel('BatchMatMul')).toBeDefined();
  expect(kernel('BatchMatMul')).not.toBe(ours);
});

it('refuses a second engine while one is open', async () => {
  await open();
  await expect(openPortable()).rejects.toThrow('one portable engine');
});

it('says what WebAssembly lacks, and opens once it has it', async () => {
  vi.spyOn(webAssembly, 'validate').mockReturnValue(false);
  await expect(openPortable()).rejects.toMatchObject({ code: 'portable-load-failed', message: expect.stringContaining('relaxed SIMD') });
  vi.restoreAllMocks();
  await open();
  expect(six()).toEqual([6]);
});

describe('memory', () => {
  it('that does not suffice is an error, not the end: what is alive stays whole', async () => {
    await open();
    const backend = tf.backend() as BackendWasm; // the one this engine opens
    const kept = tf.range(0, 1000);
    const half = backend.makeOutput([2 ** 29], 'float32');
    expect(() => backend.makeOutput([2 ** 29], 'float32')).toThrow(expect.objectContaining({ code: 'memory-short' }));
    backend.disposeData(half.dataId);
    expect(tf.tidy(() => kept.sum().dataSync()[0])).toBe(499_500);
    kept.dispose();
  });

  it('refuses a batch that cannot fit before it begins', async () => {
    const engine = await open();
    const input = tf.input({ shape: [64, 64, 3] });
    const image = tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same' }).apply(input);
    const flat = tf.layers.globalAveragePooling2d({}).apply(image);
    const logits = tf.layers.dense({ units: 2 }).apply(flat) as typeof input; // one input, so one output
    const layers = tf.model({ inputs: input, outputs: logits });
    const step = await engine.prepare({ layers, logits: layers }, { optimizer: 'adam', momentum: 0.9, seed: 1 });
    const batch = (size: number) => ({
      inputs: new Uint8Array(size * 64 * 64 * 3),
      shape: [size, 64, 64, 3] as [number, number, number, number],
      answers: new Int32Array(size),
    });
    await expect(step.train(batch(2000), 1, 0.1)).rejects.toMatchObject({ code: 'memory-short' });
    await expect(step.train(batch(2), 1, 0.1)).resolves.toMatchObject({ accuracy: expect.any(Number) });
    step.dispose();
    layers.dispose();
  });
});
