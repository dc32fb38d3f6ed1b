import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '#app/contract/runs.ts';
import type { RunConfig } from '#app/runs/config.ts';
import type { App } from './app.ts';
import { drawn } from './drawn.ts';
import { picture, pngOf } from './image-files.ts';

/** The classes of the drawn folder: bars that stand, bars that lie, and squares. */
export const barClasses = ['lying', 'square', 'standing'] as const;

/** A folder of 16×16 images in three classes that a small network tells apart within seconds. Returns its path. */
export function drawBars(each: number, folder = mkdtempSync(join(tmpdir(), 'unfold-bars-'))): string {
  const random = drawn(5);
  for (const name of barClasses) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let index = 0; index < each; index += 1) {
      const [x, y, ground, ink] = [random.whole(1, 9), random.whole(1, 9), random.whole(0, 90), random.whole(160, 255)];
      const [wide, high] = { lying: [12, 3], square: [6, 6], standing: [3, 12] }[name] as [number, number]; // of every class above
      const [left, top] = [Math.min(x, 15 - wide), Math.min(y, 15 - high)];
      const image = picture(16, 16, (column, row) =>
        column >= left && column < left + wide && row >= top && row < top + high
          ? [ink]
          : [ground + ((column * 7 + row * 13 + index) % 20)],
      );
      writeFileSync(join(folder, name, `${name}-${String(index).padStart(3, '0')}.png`), pngOf(image));
    }
  }
  return folder;
}

export interface Prepared {
  project: number;
  dataset: number;
  model: number;
}

/** A project with the folder imported and a small CNN for it. */
export async function prepare(app: App, folder: string): Promise<Prepared> {
  const { job, dataset, project } = await app.call('datasets.importImages', { folder, name: 'Bars' });
  await app.job(job);
  const { id: model } = await app.call('models.create', { project, template: 'small-cnn', dataset, name: 'Small CNN' });
  return { project, dataset, model };
}

/** Starts a run and, unless it is to go on, waits for its end. */
export async function train(app: App, of: Prepared, config: Partial<RunConfig>, { name = 'Run 1', wait = true } = {}): Promise<Run> {
  const run = await app.call('runs.start', { dataset: of.dataset, model: of.model, name, config });
  return wait ? runUntil(app, run.id, ({ state }) => !['queued', 'running', 'paused'].includes(state)) : run;
}

/** Waits until a run stands as wished; throws after a minute. */
export async function runUntil(app: App, id: number, reached: (run: Run) => boolean): Promise<Run> {
  const end = performance.now() + 60_000;
  for (;;) {
    const run = await app.call('runs.get', { run: id });
    if (reached(run)) return run;
    if (performance.now() > end) throw new Error(`run ${id} is ${run.state} in epoch ${run.epochsDone + 1}: ${JSON.stringify(run.error)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
