import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { libraryNames } from '#main/engine/library-names.ts';
import { openTensorflow } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';

engineOrSkip('openTensorflow', (folder) => {
  it('says what computes, in which version and with how many threads', async () => {
    const engine = await openTensorflow({ folder, threads: 2, allowGpu: false });
    expect(engine.facts).toMatchObject({ engine: 'tensorflow', device: 'CPU', threads: 2, version: expect.stringMatching(/^2\.\d+\.\d+/) });
    engine.dispose();
  });

  it('computes with the stock kernels', async () => {
    const engine = await openTensorflow({ folder, threads: 2 });
    const product = engine.tf.tidy(() => engine.tf.tensor2d([1, 2, 3, 4], [2, 2]).matMul(engine.tf.ones([2, 1])));
    expect([...product.dataSync()]).toEqual([3, 7]);
    product.dispose();
    engine.dispose();
  });

  it('leaves no listener for uncaught errors in the process', async () => {
    const count = () => [process.listenerCount('uncaughtException'), process.listenerCount('unhandledRejection')];
    const before = count();
    const engine = await openTensorflow({ folder, threads: 2 });
    expect(count()).toEqual(before);
    engine.dispose();
  });

  it('leaves no tensor behind when it closes and can be opened again', async () => {
    for (let round = 0; round < 5; round++) {
      const engine = await openTensorflow({ folder, threads: 2 });
      engine.tf.tidy(() => engine.tf.ones([10]).add(1).dataSync());
      expect(engine.memory().tensors).toBe(0);
      expect(engine.nativeTensors()).toBe(0);
      engine.dispose();
    }
  });

  it('refuses a second engine while one is open, and other threads than the first had', async () => {
    const engine = await openTensorflow({ folder, threads: 2 });
    await expect(openTensorflow({ folder, threads: 2 })).rejects.toThrow('one engine');
    engine.dispose();
    await expect(openTensorflow({ folder, threads: 3 })).rejects.toThrow('2 threads');
  });

  it('says that a folder holds no library', async () => {
    await expect(openTensorflow({ folder: tmpdir(), threads: 2 })).rejects.toMatchObject({
      code: 'engine-load-failed',
      message: expect.stringContaining('is not there'),
    });
  });

  it('says why a library does not load', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'unfold-library-'));
    writeFileSync(join(broken, libraryNames(process.platform)[0] ?? ''), 'no library');
    await expect(openTensorflow({ folder: broken, threads: 2 })).rejects.toMatchObject({ code: 'engine-load-failed' });
    rmSync(broken, { recursive: true });
  });
});
