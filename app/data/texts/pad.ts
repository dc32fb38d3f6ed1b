import type { TextPreprocessing } from './preprocessing.ts';
import { endCode, paddingCode, startCode } from './special-tokens.ts';

type PadSettings = Pick<TextPreprocessing, 'length' | 'padding' | 'truncation' | 'startEnd'>;

/** Which of a text's `count` codes the network gets: those from `from` on, before `to`. */
export function keptCodes(count: number, { length, truncation, startEnd }: PadSettings): { from: number; to: number } {
  const kept = Math.min(count, length - (startEnd ? 2 : 0));
  const from = truncation === 'pre' ? count - kept : 0;
  return { from, to: from + kept };
}

/**
 * Writes a text's codes into `into` from `offset` on, exactly `length` of them: cut at the end the settings name, with start
 * and end tokens where they ask for them, the rest padding. Returns the steps that are not padding.
 */
export function padInto(codes: Int32Array, settings: PadSettings, into: Int32Array, offset: number): number {
  const { length, padding, startEnd } = settings;
  const { from, to } = keptCodes(codes.length, settings);
  const kept = to - from;
  const steps = kept + (startEnd ? 2 : 0);
  let at = padding === 'pre' ? offset + length - steps : offset;
  into.fill(paddingCode, offset, offset + length);
  if (startEnd) {
    into[at] = startCode;
    at += 1;
  }
  into.set(codes.subarray(from, to), at);
  if (startEnd) into[at + kept] = endCode;
  return steps;
}

/** One text's codes, padded, in an array of its own. */
export function padded(codes: Int32Array, settings: PadSettings): Int32Array<ArrayBuffer> {
  const into = new Int32Array(settings.length);
  padInto(codes, settings, into, 0);
  return into;
}

/** Which of a text's tokens stands at each step, [length], counted from 1; 0 is padding. For settings without start and end. */
export const tokenPlaces = (tokens: number, settings: PadSettings): Int32Array =>
  padded(
    Int32Array.from({ length: tokens }, (_, place) => place + 1),
    settings,
  );
