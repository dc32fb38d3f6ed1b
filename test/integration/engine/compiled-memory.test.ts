import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundledNode } from '#main/entries.ts';
import { times } from '#test/helpers/counts.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../fixtures/steps-and-cycles.ts', import.meta.url));
const steps = times(300, 10_000);
const cycles = times(10, 200);
/** Bytes that may be gained: in 1,000 steps, and in one start and stop. */
const most = { steps: 2 ** 20, cycle: 100 * 1024 };

type Held = { tensors: number; native: number; resident: number }[];

engineOrSkip('compiled steps', (folder) => {
  let held: { ofSteps: Held; ofCycles: Held };
  beforeAll(async () => {
    // glibc keeps what is free in an arena a thread, and each session's threads are new ones: one arena shows what is really held.
    const environment = { ...process.env, MALLOC_ARENA_MAX: '1' };
    const { stdout } = await run(bundledNode(), ['--expose-gc', program, folder, `${steps}`, `${cycles}`], { env: environment });
    held = JSON.parse(stdout);
  });

  describe.each([
    ['ofSteps', `${steps} steps`],
    ['ofCycles', `${cycles} times prepared and disposed of`],
  ] as const)('%s: %s', (part, _what) => {
    it('hold as many tensors at the end as at the start, in tfjs and in TensorFlow', () => {
      const counts = held[part].map(({ tensors, native }) => ({ tensors, native }));
      expect(counts).toEqual(Array(11).fill(counts[0]));
    });
  });

  // A short run says nothing of a slope: the first thousand steps fill caches.
  const long = process.env.UNFOLD_LONG !== undefined;
  it.runIf(long)(`hold no more memory in the second half than in the first${long ? '' : ' (skipped: takes npm run test:long)'}`, () => {
    const gained = (of: Held, times: number) => ((of.at(-1)?.resident ?? 0) - (of[5]?.resident ?? 0)) / (times / 2);
    expect(gained(held.ofSteps, steps) * 1000).toBeLessThan(most.steps);
    expect(gained(held.ofCycles, cycles)).toBeLessThan(most.cycle);
  });
});
