import { cutOff, damaged } from './problem.ts';

const mostCodes = 4096;

/** Undoes GIF's LZW: colour indices, `count` of them. Throws ImageProblem where the data ends early or names codes that are not there. */
export function lzwPixels(data: Uint8Array, minimum: number, count: number): Uint8Array {
  const clear = 1 << minimum;
  const end = clear + 1;
  const prefix = new Uint16Array(mostCodes);
  const suffix = new Uint8Array(mostCodes);
  const length = new Uint16Array(mostCodes);
  for (let code = 0; code < clear; code += 1) {
    suffix[code] = code;
    length[code] = 1;
  }
  const pixels = new Uint8Array(count);
  let written = 0;
  let next = end + 1;
  let width = minimum + 1;
  let previous = -1;
  let held = 0;
  let bits = 0;

  for (let at = 0; written < count; ) {
    while (bits < width) {
      if (at >= data.length) throw cutOff();
      held |= (data[at++] ?? 0) << bits;
      bits += 8;
    }
    const code = held & ((1 << width) - 1);
    held >>>= width;
    bits -= width;
    if (code === clear) {
      next = end + 1;
      width = minimum + 1;
      previous = -1;
      continue;
    }
    if (code === end) throw cutOff();
    if (code > next || (code === next && previous < 0)) throw damaged('GIF', 'a code that is not there');

    // A code not yet known is the previous string and its own first pixel again.
    const known = code < next;
    const string = known ? code : previous;
    const size = (length[string] ?? 0) + (known ? 0 : 1);
    let walk = string;
    for (let i = written + (length[string] ?? 0) - 1; i >= written; i -= 1) {
      if (i < count) pixels[i] = suffix[walk] ?? 0;
      if (i > written) walk = prefix[walk] ?? 0;
    }
    const first = suffix[walk] ?? 0;
    if (!known && written + size - 1 < count) pixels[written + size - 1] = first;
    if (previous >= 0 && next < mostCodes) {
      prefix[next] = previous;
      suffix[next] = first;
      length[next] = (length[previous] ?? 0) + 1;
      next += 1;
      if (next === 1 << width && width < 12) width += 1;
    }
    written += size;
    previous = code;
  }
  return pixels;
}
