/** Marks of an axis of logarithms to base 10: 1, 2 and 5 of each power, or fewer of them where there are many powers. */
export function decadeTicks(from: number, to: number): number[] {
  const digits = to - from > 2.5 ? [1] : to - from > 1 ? [1, 3] : [1, 2, 5];
  const powers = Array.from({ length: Math.max(0, Math.floor(to) - Math.floor(from) + 1) }, (_, place) => Math.floor(from) + place);
  return powers.flatMap((power) => digits.map((digit) => power + Math.log10(digit))).filter((tick) => tick >= from && tick <= to);
}
