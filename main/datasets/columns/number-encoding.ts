/** How the numbers of a column lie in a block; the place in this list stands in the file. */
const encodings = ['constant', 'ramp', 'int8', 'int16', 'int32', 'float32', 'float64'] as const;
export type Encoding = (typeof encodings)[number];
export const encodingAt = (place: number): Encoding | undefined => encodings[place];
export const placeOf = (encoding: Encoding): number => encodings.indexOf(encoding);

/** A column of a block as it was encoded. */
export interface EncodedNumbers {
  encoding: Encoding;
  /** Whole numbers are divided by this power of ten: 12345 and 2 are 123.45. */
  power: number;
  /** The first value, and of a ramp what each adds to the one before. */
  first: number;
  step: number;
  /** Little-endian; none of a constant or a ramp. */
  bytes: Uint8Array<ArrayBuffer>;
}

type Whole = 'int8' | 'int16' | 'int32';
/** The most of each; the one below the least, −most, stands for a missing value. */
const mostOf: Readonly<Record<Whole, number>> = { int8: 2 ** 7 - 1, int16: 2 ** 15 - 1, int32: 2 ** 31 - 1 };
const missingCode = -mostOf.int32 - 1;
const mostPower = 9;

/** Bytes a row; 0 where the head says all. */
export const widthOf = (encoding: Encoding): number =>
  ({ constant: 0, ramp: 0, int8: 1, int16: 2, int32: 4, float32: 4, float64: 8 })[encoding];

/** Encodes doubles, NaN where one is missing, as narrow as gives back each of them to the bit. */
export function encodeNumbers(values: Float64Array): EncodedNumbers {
  const first = values[0] ?? Number.NaN;
  const plain = { power: 0, first, step: 0, bytes: new Uint8Array(0) };
  if (isConstant(values)) return { ...plain, encoding: 'constant' };
  const step = (values[1] ?? 0) - first;
  if (isRamp(values, first, step)) return { ...plain, encoding: 'ramp', step };
  const whole = asWhole(values);
  if (whole !== null) return { ...plain, ...whole };
  return values.every((value) => Math.fround(value) === value || Number.isNaN(value))
    ? { ...plain, encoding: 'float32', bytes: bytesOf(Float32Array.from(values)) }
    : { ...plain, encoding: 'float64', bytes: bytesOf(values.slice()) };
}

/** Rows of a block from `from` on, as many as `into` takes; `bytes` are those of these rows alone. */
export function decodeNumbers(
  { encoding, power, first, step }: Omit<EncodedNumbers, 'bytes'>,
  { buffer, byteOffset }: Uint8Array<ArrayBuffer>,
  from: number,
  into: Float64Array,
): void {
  const rows = into.length;
  switch (encoding) {
    case 'constant':
      into.fill(first);
      break;
    case 'ramp':
      for (let row = 0; row < rows; row += 1) into[row] = first + (from + row) * step;
      break;
    case 'int8':
      return divide(new Int8Array(buffer, byteOffset, rows), -mostOf.int8 - 1, power, into);
    case 'int16':
      return divide(new Int16Array(buffer, byteOffset, rows), -mostOf.int16 - 1, power, into);
    case 'int32':
      return divide(new Int32Array(buffer, byteOffset, rows), -mostOf.int32 - 1, power, into);
    case 'float32':
      into.set(new Float32Array(buffer, byteOffset, rows));
      break;
    case 'float64':
      into.set(new Float64Array(buffer, byteOffset, rows));
  }
}

function divide(codes: Int8Array | Int16Array | Int32Array, missing: number, power: number, into: Float64Array): void {
  const divisor = 10 ** power;
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] ?? 0;
    into[row] = code === missing ? Number.NaN : code / divisor;
  }
}

function isConstant(values: Float64Array): boolean {
  const first = values[0] ?? Number.NaN;
  for (let row = 1; row < values.length; row += 1) if (!Object.is(values[row], first)) return false;
  return true;
}

function isRamp(values: Float64Array, first: number, step: number): boolean {
  for (let row = 0; row < values.length; row += 1) if (!Object.is(values[row], first + row * step)) return false;
  return true;
}

/** Written anew each time; memory that is new costs more than what is done with it. */
let scratch = new Int32Array(0);

/** As whole numbers over a power of ten, which is what decimals are; null where some are not, or are too large. */
function asWhole(values: Float64Array): Pick<EncodedNumbers, 'encoding' | 'power' | 'bytes'> | null {
  if (scratch.length < values.length) scratch = new Int32Array(values.length);
  const codes = scratch.subarray(0, values.length);
  for (let power = 0; power <= mostPower; power += 1) {
    const largest = largestOf(values, 10 ** power, codes);
    if (largest === null) continue;
    const encoding = largest <= mostOf.int8 ? 'int8' : largest <= mostOf.int16 ? 'int16' : 'int32';
    return { encoding, power, bytes: bytesOf(narrowed(codes, encoding)) };
  }
  return null;
}

/** Long loops that are run seldom are never optimised for good by V8. */
const valuesAtOnce = 1024;

/** Writes the codes of all; the largest size of one, or null where a value has none. */
function largestOf(values: Float64Array, factor: number, codes: Int32Array): number | null {
  let largest = 0;
  for (let from = 0; from < values.length; from += valuesAtOnce) {
    const to = from + valuesAtOnce;
    const some = writeCodes(values.subarray(from, to), factor, codes.subarray(from, to));
    if (some === null) return null;
    largest = Math.max(largest, some);
  }
  return largest;
}

/**
 * Writes each value times the factor as a whole number that gives it back, and returns the largest size of one; null where there is a
 * value that none does.
 */
function writeCodes(values: Float64Array, factor: number, codes: Int32Array): number | null {
  let least = 0;
  let most = 0;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0;
    if (Number.isNaN(value)) {
      codes[row] = missingCode;
      continue;
    }
    const product = value * factor;
    // Rounded; beyond 32 bits it becomes something that does not give the value back.
    const code = (product < 0 ? product - 0.5 : product + 0.5) | 0;
    if (code / factor !== value || code === missingCode || (code === 0 && Object.is(value, -0))) return null;
    if (code < least) least = code;
    if (code > most) most = code;
    codes[row] = code;
  }
  return Math.max(most, -least);
}

function narrowed(
  codes: Int32Array<ArrayBuffer>,
  encoding: Whole,
): Int8Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  if (encoding === 'int32') return codes.slice();
  const missing = -mostOf[encoding] - 1;
  const narrow = encoding === 'int8' ? new Int8Array(codes) : new Int16Array(codes);
  for (let row = codes.indexOf(missingCode); row >= 0; row = codes.indexOf(missingCode, row + 1)) narrow[row] = missing;
  return narrow;
}

const bytesOf = ({
  buffer,
  byteOffset,
  byteLength,
}: Int8Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>) =>
  new Uint8Array(buffer, byteOffset, byteLength);
