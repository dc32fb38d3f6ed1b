import type { z } from 'zod';
import type { Result } from '#app/contract/channel.ts';
import { channelOf } from '#app/contract/index.ts';
import { appError } from '#app/errors.ts';
import { tellFailure } from './failure.ts';
import type { Log } from './log.ts';
import { bytesWithin } from './size.ts';

/** Who calls; `signal` fires when the caller gave up. */
export interface Caller {
  door: 'desktop' | 'server' | 'terminal' | 'core';
  signal?: AbortSignal;
}

/** The one way to a service, for every transport. Never rejects. */
export type Door = (name: string, input: unknown, caller: Caller) => Promise<Result<unknown>>;

/** By feature and channel; whatever is not a function of its own is not there. */
type Implementations = Readonly<Record<string, unknown>>;

/** A call above this is no user's: the largest are dropped images. */
const mostBytes = 256 * 2 ** 20;
const slowMilliseconds = 2000;

/** Makes the door of these services: finds the channel, parses what comes in, checks what goes out, turns errors into values. */
export function makeDoor(implementations: Implementations, log: Log): Door {
  return async (name, input, caller) => {
    const begun = performance.now();
    const short = String(name).slice(0, 100);
    try {
      const channel = typeof name === 'string' ? channelOf(name) : undefined;
      const work = channel && implementationOf(implementations, name);
      if (!channel || !work) throw appError('call-unknown', { name: short });
      if (!bytesWithin(input, mostBytes))
        throw appError('call-invalid', { name, problems: `the whole must be at most ${mostBytes / 2 ** 20} MiB` });
      const parsed = channel.input.safeParse(input);
      if (!parsed.success) throw appError('call-invalid', { name, problems: problemsOf(parsed.error, input) });
      // A caller that has gone is told nothing; what was asked for is not begun.
      caller.signal?.throwIfAborted();
      const answer = await work(parsed.data, { signal: caller.signal ?? never });
      const told = channel.output.safeParse(answer);
      if (!told.success) throw new Error(`The answer of ${name} does not fit its contract: ${problemsOf(told.error, answer)}`);
      return { ok: true, value: told.data };
    } catch (error) {
      if (caller.signal?.aborted) return { ok: false, error: appError('cancelled', { name: short }).toJSON() };
      return { ok: false, error: tellFailure(error, short, log) };
    } finally {
      const milliseconds = Math.round(performance.now() - begun);
      if (milliseconds > slowMilliseconds) log.warn('slow call', { name: short, door: caller.door, milliseconds });
    }
  };
}

const never = new AbortController().signal;

type Work = (input: unknown, call: { signal: AbortSignal }) => unknown;

function implementationOf(implementations: Implementations, name: string): Work | undefined {
  const [feature = '', key = ''] = name.split('.');
  const service = Object.hasOwn(implementations, feature) ? implementations[feature] : undefined;
  if (typeof service !== 'object' || service === null || !Object.hasOwn(service, key)) return undefined;
  const work: unknown = Reflect.get(service, key);
  // Implementation<Feature> gives each channel's function the parsed input of that channel, which is what it is called with.
  return typeof work === 'function' ? (given, call) => (work as Work).call(service, given, call) : undefined;
}

/** "epochs: must be … (got "x")" for the first few; values are cut short, so that a message stays one. */
function problemsOf(error: z.ZodError, input: unknown): string {
  const told = error.issues.slice(0, 3).map((issue) => {
    const field = issue.path.map(String).join('.');
    return `${field === '' ? 'the whole' : field.slice(0, 100)}: ${issue.message.slice(0, 200)} (got ${shown(valueAt(input, issue.path))})`;
  });
  if (error.issues.length > 3) told.push(`and ${error.issues.length - 3} more`);
  return told.join('; ');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
}
