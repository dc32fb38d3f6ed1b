import { expect, it } from 'vitest';
import { runConfig } from '#app/runs/config.ts';
import { ended } from '#test/helpers/imports.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { openedCore } from '#test/helpers/workspace.ts';

it('the sample of reviews shows its first loss within 15 s and a falling one within 40 s, with the settings of a first run', async () => {
  const { ask, core, lines } = await openedCore();
  const start = performance.now();
  const { job } = await ask('projects.createFromSample', { sample: 'reviews' });
  const made = (await ended({ ask, core, lines }, job)).result as { dataset: number; model: number }; // what a sample's job gives back
  const { id } = await ask('runs.start', { ...made, config: { ...runConfig.parse({}), epochs: 10 } });
  let first = 0;
  for (;;) {
    const run = await ask('runs.get', { run: id });
    if (run.step > 0 && first === 0) first = performance.now() - start;
    if (run.state === 'finished') {
      const losses = run.epochs.map(({ train }) => train.loss);
      expect(losses).toHaveLength(10);
      expect(losses.at(-1)).toBeLessThan(0.9 * (losses[0] ?? 0));
      break;
    }
    expect(['queued', 'running']).toContain(run.state);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expectBelow(first, 15_000);
  expectBelow(performance.now() - start, 40_000);
});
