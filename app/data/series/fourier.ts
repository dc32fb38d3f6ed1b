import { cfft, cifft } from 'fourier-transform';

/** The least power of two that is `least` or more, and 2 at least: what the transform takes. */
export function transformLength(least: number): number {
  let length = 2;
  while (length < least) length *= 2;
  return length;
}

/** |Xₖ|² of real values, [⌊n/2⌋ + 1], k from 0 to the highest frequency that n values tell; any n. Holds about 8 arrays of 4·n. */
export function powersOf(values: Float64Array): Float64Array {
  const length = values.length;
  const bins = length === 0 ? 0 : Math.floor(length / 2) + 1;
  const { re, im } = length === transformLength(length) ? plain(values) : chirped(values);
  const powers = new Float64Array(bins);
  for (let bin = 0; bin < bins; bin += 1) powers[bin] = (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
  return powers;
}

interface Complex {
  re: Float64Array;
  im: Float64Array;
}

function plain(values: Float64Array): Complex {
  const [re, im] = [values.slice(), new Float64Array(values.length)];
  cfft(re, im);
  return { re, im };
}

/**
 * The transform of a length that is no power of two, as a convolution with a chirp, of which only the size counts here: the last
 * factor, of size 1, is left out (Bluestein 1970, "A linear filtering approach to the computation of discrete Fourier transform").
 */
function chirped(values: Float64Array): Complex {
  const length = values.length;
  const padded = transformLength(2 * length - 1);
  const [re, im] = [new Float64Array(padded), new Float64Array(padded)];
  const [chirpRe, chirpIm] = [new Float64Array(padded), new Float64Array(padded)];
  for (let at = 0; at < length; at += 1) {
    // The angle is πt²/n; t² is taken modulo 2n, or large t would lose digits.
    const angle = (Math.PI * ((at * at) % (2 * length))) / length;
    const [cosine, sine, value] = [Math.cos(angle), Math.sin(angle), values[at] ?? 0];
    re[at] = value * cosine;
    im[at] = -value * sine;
    for (const place of at === 0 ? [0] : [at, padded - at]) [chirpRe[place], chirpIm[place]] = [cosine, sine];
  }
  cfft(re, im);
  cfft(chirpRe, chirpIm);
  multiply({ re, im }, { re: chirpRe, im: chirpIm });
  cifft(re, im);
  return { re, im };
}

/** one ← one · other, number by number. */
function multiply(one: Complex, other: Complex): void {
  for (let at = 0; at < one.re.length; at += 1) {
    const [a, b, c, d] = [one.re[at] ?? 0, one.im[at] ?? 0, other.re[at] ?? 0, other.im[at] ?? 0];
    one.re[at] = a * c - b * d;
    one.im[at] = a * d + b * c;
  }
}

/** Σₜ oneₜ·otherₜ₊ₖ for k = 0 to `lags`, both real; what lies outside them is 0. */
export function correlation(one: Float64Array, other: Float64Array, lags: number): Float64Array {
  const length = transformLength(Math.max(one.length + lags, other.length));
  const [re, im] = [new Float64Array(length), new Float64Array(length)];
  const [otherRe, otherIm] = [new Float64Array(length), new Float64Array(length)];
  re.set(one);
  otherRe.set(other);
  cfft(re, im);
  cfft(otherRe, otherIm);
  for (let at = 0; at < length; at += 1) im[at] = -(im[at] ?? 0);
  multiply({ re: otherRe, im: otherIm }, { re, im });
  cifft(otherRe, otherIm);
  return otherRe.slice(0, lags + 1);
}
