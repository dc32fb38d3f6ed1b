import { padInto } from './pad.ts';
import type { TextPreprocessing } from './preprocessing.ts';
import { paddingCode, startCode } from './special-tokens.ts';

type StepSettings = Pick<TextPreprocessing, 'length' | 'padding' | 'truncation' | 'startEnd'>;

/** Stands where a step has no answer: it is padding, or nothing follows. */
export const noAnswer = -1;

/** Writes a tag for each step of a text, [length], where its codes are padded to; `noAnswer` where there is padding. */
export function tagsInto(tags: Int32Array, settings: StepSettings, into: Int32Array, offset: number): void {
  // 0 is padding, so that tags are moved up by one on their way.
  padInto(
    tags.map((tag) => tag + 1),
    settings,
    into,
    offset,
  );
  for (let step = offset; step < offset + settings.length; step += 1) into[step] = (into[step] ?? 0) - 1;
}

/**
 * Makes what parts a text into steps and what follows each: of `length` + 1 padded codes the first `length` are the input, and
 * the last `length` the answers; `noAnswer` where either is padding. Shapes [length] each.
 */
export function nextPairs(settings: StepSettings): {
  input(codes: Int32Array, into: Int32Array, offset: number): void;
  answers(codes: Int32Array, into: Int32Array, offset: number): void;
} {
  const { length } = settings;
  const all = { ...settings, length: length + 1 };
  const row = new Int32Array(all.length);
  return {
    input(codes, into, offset) {
      padInto(codes, all, row, 0);
      into.set(row.subarray(0, length), offset);
    },
    answers(codes, into, offset) {
      padInto(codes, all, row, 0);
      for (let step = 0; step < length; step += 1) {
        const [now = paddingCode, next = paddingCode] = [row[step], row[step + 1]];
        into[offset + step] = now === paddingCode || next === paddingCode ? noAnswer : next;
      }
    },
  };
}

/**
 * Writes the beginning of a text that is to be gone on with, [length]: its last codes, after the start token where the settings
 * have one. Returns the step whose answer is the next token; −1 where there is nothing to go on from.
 */
export function promptInto(codes: Int32Array, settings: StepSettings, into: Int32Array, offset: number): number {
  const { length, padding, startEnd } = settings;
  const begun = startEnd ? Int32Array.of(startCode, ...codes) : codes;
  const kept = begun.subarray(Math.max(0, begun.length - length));
  const at = padding === 'pre' ? length - kept.length : 0;
  into.fill(paddingCode, offset, offset + length);
  into.set(kept, offset + at);
  return kept.length === 0 ? -1 : at + kept.length - 1;
}
