import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  cat: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds by the clock. */
  ts: number;
  dur?: number;
  /** Microseconds of the processor: what the page itself used, however busy the machine is. */
  tdur?: number;
  args?: { name?: string; data?: { url?: string } };
}

/** What the page's main thread did while it was watched; milliseconds, most first. */
export interface Watched {
  seconds: number;
  /** Each task by the clock: what a person waits for. */
  tasks: number[];
  /** Each task by the processor: on a machine whose cores are all taken, the rest is waiting for one. */
  tasksProcessor: number[];
  /** Script, style and layout of each frame, by the processor. */
  frames: number[];
}

const frameWork = new Set([
  'FunctionCall',
  'EvaluateScript',
  'EventDispatch',
  'TimerFire',
  'FireAnimationFrame',
  'FireIdleCallback',
  'RunMicrotasks',
  'v8.callFunction',
  'MinorGC',
  'MajorGC',
  'UpdateLayoutTree',
  'Layout',
]);

/** Records Chromium's own trace of a page while `work` goes on. */
export async function watchPage(browser: Browser, page: Page, work: () => Promise<void>): Promise<Watched> {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'devtools.timeline.frame', 'disabled-by-default-devtools.timeline', 'v8', '__metadata'],
  });
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }; // Chromium's trace format
  return { seconds, ...read(traceEvents) };
}

function read(events: readonly TraceEvent[]): Omit<Watched, 'seconds'> {
  const threads = events.filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain');
  const main = threads
    .map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X'))
    .sort((a, b) => b.length - a.length)[0];
  if (main === undefined) throw new Error('the trace has no main thread of a page');
  const tasks = main.filter(({ name }) => name === 'RunTask');
  const work = outermost(main.filter(({ name }) => frameWork.has(name)));
  // What the page does between two frames counts for the frame that shows it; a frame ends where it is handed to the compositor.
  const ends = main.filter(({ name }) => name === 'Commit').map(({ ts }) => ts);
  const frames = ends.map((to, place) =>
    work.filter(({ ts }) => ts >= (ends[place - 1] ?? 0) && ts < to).reduce((sum, { tdur = 0 }) => sum + tdur, 0),
  );
  const told = (microseconds: number[]) => microseconds.map((time) => time / 1000).sort((a, b) => b - a);
  return { tasks: told(tasks.map(({ dur = 0 }) => dur)), tasksProcessor: told(tasks.map(({ tdur = 0 }) => tdur)), frames: told(frames) };
}

/** The events that lie in no other of them. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  let end = Number.NEGATIVE_INFINITY;
  return events
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      const inside = ts < end;
      end = Math.max(end, ts + dur);
      return !inside;
    });
}
