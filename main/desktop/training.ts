import type { Event } from '#app/contract/events.ts';
import type { Run } from '#app/contract/runs.ts';
import { figureOf, figureText, measureNames } from '#app/runs/measure.ts';

const alive = new Set<Run['state']>(['queued', 'running', 'paused']);

/** What of training the shell shows outside the window. */
export interface TrainingShown {
  /** Whether the machine must stay awake. */
  busy: boolean;
  /** Share done of all that runs, 0 to 1; null where nothing does. */
  progress: number | null;
  paused: boolean;
}

/** The runs under way, as the core's events tell them. */
export class Training {
  readonly #runs = new Map<number, Run>();

  constructor(runs: readonly Run[] = []) {
    for (const run of runs) if (alive.has(run.state)) this.#runs.set(run.id, run);
  }

  /** Takes an event; true where `shown` may have changed, with the run that has just ended. */
  take(event: Event): { changed: boolean; ended: Run | null } {
    if (event.type !== 'run') return { changed: false, ended: null };
    const { run } = event;
    if (alive.has(run.state)) {
      this.#runs.set(run.id, run);
      return { changed: true, ended: null };
    }
    const was = this.#runs.delete(run.id);
    return { changed: was, ended: was ? run : null };
  }

  get shown(): TrainingShown {
    const runs = [...this.#runs.values()];
    if (runs.length === 0) return { busy: false, progress: null, paused: false };
    const steps = (count: (run: Run) => number) => runs.reduce((sum, run) => sum + count(run), 0);
    const all = steps((run) => run.config.epochs * Math.max(1, run.stepsPerEpoch));
    const done = steps((run) => run.epochsDone * Math.max(1, run.stepsPerEpoch) + Math.min(run.step, run.stepsPerEpoch));
    return {
      busy: runs.some(({ state }) => state !== 'paused'),
      progress: Math.min(1, done / all),
      paused: runs.every(({ state }) => state === 'paused'),
    };
  }

  /** What is asked before quitting in training; null where nothing is lost by it. */
  get quitQuestion(): { message: string; detail: string; quit: string; stay: string } | null {
    const runs = [...this.#runs.values()];
    const [first, second] = runs;
    if (first === undefined) return null;
    const kept = (run: Run) =>
      run.epochsDone > 0 ? `Epoch ${run.epochsDone} is kept.` : 'Its first epoch is not finished yet, so nothing of it is kept.';
    const message = second === undefined ? `${first.name} is training. ${kept(first)}` : `${runs.length} runs are training.`;
    const detail =
      second === undefined ? 'You can resume it when you come back.' : runs.map((run) => `${run.name}: ${kept(run)}`).join('\n');
    return { message, detail, quit: 'Quit', stay: 'Go on' };
  }
}

const reached = (measure: Run['measure'], figure: number): string =>
  measure === 'accuracy' ? figureText(measure, figure) : `${measureNames[measure]} ${figureText(measure, figure)}`;

/** What a notification says of a run that ended while nobody looked; null where the user ended it. */
export function endNotice(run: Run): { title: string; body: string } | null {
  const metrics = run.final.validation ?? run.final.train;
  if (run.state === 'finished') {
    return {
      title: `${run.name} is trained`,
      body: metrics === null ? `${run.epochsDone} epochs` : `${reached(run.measure, figureOf(metrics))} after ${run.epochsDone} epochs`,
    };
  }
  if (run.state === 'failed') return { title: `${run.name} stopped with an error`, body: run.error?.message ?? '' };
  return null;
}
