/** Numbers as people read them: the same words in the canvas, in messages and in the terminal. */

/** 18496 → "18,496". */
export function grouped(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const [whole = '', part] = Math.abs(value).toString().split('.');
  const text = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${text}${part === undefined ? '' : `.${part}`}`;
}

const scales = [
  { from: 1e12, unit: 'T' },
  { from: 1e9, unit: 'G' },
  { from: 1e6, unit: 'M' },
] as const;

/** Counts short enough for a node: 18,874,368 → "18.9 M"; below a million in full. */
export function short(value: number): string {
  // 999,950 would round to "1,000.0 k": the border lies where the rounding does.
  const scale = scales.find(({ from }) => Math.abs(value) >= from * 0.99995);
  return scale === undefined ? grouped(Math.round(value)) : `${(value / scale.from).toFixed(1)} ${scale.unit}`;
}

/** Bytes in decimal units: 262144 → "0.26 MB", 240e6 → "240 MB". */
export function bytes(value: number): string {
  if (value < 1000) return `${grouped(Math.round(value))} bytes`;
  const [size, unit] = value < 1e5 ? [value / 1e3, 'kB'] : value < 999.5e6 ? [value / 1e6, 'MB'] : [value / 1e9, 'GB'];
  return `${size >= 9.95 ? grouped(Math.round(size)) : size.toFixed(size < 1 ? 2 : 1)} ${unit}`;
}

/** A number by its first digits, whatever its unit: 1234.56 → "1,235", 12.3456 → "12.35", 0.00002 → "2.000e-5". */
export function significant(value: number, digits = 4): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const rounded = Math.abs(Number(value.toPrecision(digits)));
  if (rounded < 1e-4 || rounded >= 1e9)
    return value
      .toExponential(digits - 1)
      .replace('+', '')
      .replace(/^-/, '−');
  return rounded >= 10 ** (digits - 1) ? grouped(Math.round(value)) : value.toPrecision(digits).replace('-', '−');
}

/** [32, 32, 64] → "32×32×64". */
export const shapeText = (shape: readonly number[]): string => shape.join('×');

/** How many numbers a shape holds. */
export const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** "1 block", "2 blocks", "no blocks". */
export const counted = (count: number, word: string): string => `${count === 0 ? 'no' : grouped(count)} ${word}${count === 1 ? '' : 's'}`;
