import { setImmediate as turn } from 'node:timers/promises';
import { collectGarbage } from '#main/collect-garbage.ts';

/*
 * The decoder keeps an image's pixels outside the heap until its object is collected, and the collector, which sees only the
 * small object, is in no hurry: forty photographs take 1 GB. So it is called by hand, every so many bytes.
 */
const collectEvery = 20e6;

let decoded = 0;

/** Notes that about so many bytes were decoded. */
export function noteDecoded(bytes: number): void {
  decoded += bytes;
}

/** Frees what was decoded, if it has become much. To be awaited between images by whoever decodes many. */
export async function freeDecoded(): Promise<void> {
  if (decoded < collectEvery) return;
  decoded = 0;
  collectGarbage();
  // What was collected is given back in the turn that follows.
  await turn();
}
