import type { Run } from '#app/contract/runs.ts';
import { figureOf, figureText, measureNames } from '#app/runs/measure.ts';
import type { Client } from '#renderer/client.ts';
import { figure } from '#renderer/ui/format.ts';

/** Between two sentences about epochs, so that a screen reader is not talked over. Milliseconds. */
const pause = 10_000;

const words: Record<Run['state'], string> = {
  queued: 'waits',
  running: 'is running',
  paused: 'is paused',
  finished: 'is finished',
  stopped: 'is stopped',
  interrupted: 'was interrupted; it can be resumed',
  failed: 'failed',
};

/** Tells of runs as they go: each change of state, a sentence an epoch at most every ten seconds, failures at once. */
export function narrate(client: Client, voice: { say(sentence: string): void; alarm(sentence: string): void }): () => void {
  const known = new Map<number, { state: Run['state']; epochs: number }>();
  let spokenAt = -pause;
  return client.subscribe((event) => {
    if (event.type !== 'run') return;
    const { run } = event;
    const before = known.get(run.id);
    known.set(run.id, { state: run.state, epochs: run.epochsDone });
    if (before === undefined) return;
    if (run.state !== before.state) {
      if (run.state === 'failed') voice.alarm(`${run.name} failed: ${run.error?.message ?? 'the reason is in its log.'}`);
      else voice.say(`${run.name} ${words[run.state]}.`);
    } else if (run.epochsDone > before.epochs && performance.now() - spokenAt >= pause) {
      spokenAt = performance.now();
      voice.say(epochSentence(run));
    }
  });
}

function epochSentence(run: Run): string {
  const last = run.epochs.at(-1);
  const begin = `${run.name}, epoch ${run.epochsDone} of ${run.config.epochs}`;
  if (last === undefined) return `${begin}.`;
  const metrics = last.validation ?? last.train;
  const reached = `${measureNames[run.measure].toLowerCase()} ${figureText(run.measure, figureOf(metrics))}`;
  return `${begin}: ${last.validation === null ? 'training' : 'validation'} loss ${figure(metrics.loss)}, ${reached}.`;
}
