import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { bundledNode } from '#main/entries.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../fixtures/losses.ts', import.meta.url));

engineOrSkip('two processes that train alike', (folder) => {
  const losses = async (template: string, size: number, batch: number, steps: number) =>
    (await run(bundledNode(), [program, folder, template, `${size}`, `${batch}`, `${steps}`])).stdout.split('\n');

  it.each([
    ['small-cnn', 32, 32, 30],
    ['lecture-cnn', 32, 128, 5],
  ] as const)('get the same losses and weights to the last bit: %s, %d px, batch %d, %d steps', async (template, size, batch, steps) => {
    const [one, other] = [await losses(template, size, batch, steps), await losses(template, size, batch, steps)];
    expect(one.length).toBe(steps + 1);
    expect(new Set(one).size).toBeGreaterThan(steps);
    expect(other).toEqual(one);
  });
});
