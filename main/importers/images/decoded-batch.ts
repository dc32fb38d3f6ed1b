import type { FileResult } from './protocol.ts';

/** Results of a batch, one a file, in order; `pixels` holds the items' back to back. */
export interface DecodedBatch {
  results: Exclude<FileResult, { kind: 'large' }>[];
  pixels: Uint8Array;
}

/** The same as a decoder answers: with some that were left because of their size. */
export interface RawBatch {
  results: FileResult[];
  pixels: Uint8Array;
}

/** One batch a file. */
export function separate({ results, pixels }: RawBatch): RawBatch[] {
  const items = results.filter((result) => result.kind === 'item').length;
  const size = items === 0 ? 0 : pixels.length / items;
  let at = 0;
  return results.map((result) => {
    const start = at;
    if (result.kind === 'item') at += size;
    return { results: [result], pixels: pixels.subarray(start, at) };
  });
}

/** One batch of several, in order. */
export function joined(parts: readonly RawBatch[]): RawBatch {
  const pixels = new Uint8Array(parts.reduce((sum, part) => sum + part.pixels.length, 0));
  let at = 0;
  for (const part of parts) {
    pixels.set(part.pixels, at);
    at += part.pixels.length;
  }
  return { results: parts.flatMap((part) => part.results), pixels };
}

/** With all sizes allowed a decoder leaves nothing: a file that grew meanwhile is skipped. */
export function settled({ results, pixels }: RawBatch): DecodedBatch {
  return {
    results: results.map((result) =>
      result.kind === 'large' ? { kind: 'skipped', reason: 'got an image that changed while it was read', gone: false } : result,
    ),
    pixels,
  };
}
