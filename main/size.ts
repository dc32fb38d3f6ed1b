/** Whether a value's text and bytes stay within `most`, without writing it out; deeper than 100 levels or round in circles, it does not. */
export function bytesWithin(value: unknown, most: number): boolean {
  let left = most;
  const fits = (part: unknown, depth: number): boolean => {
    left -= 8;
    if (left < 0 || depth > 100) return false;
    if (typeof part === 'string') left -= part.length;
    else if (ArrayBuffer.isView(part)) left -= part.byteLength;
    else if (Array.isArray(part)) return part.every((each) => fits(each, depth + 1));
    else if (typeof part === 'object' && part !== null) {
      for (const key of Object.keys(part)) {
        left -= key.length;
        if (!fits(Reflect.get(part, key), depth + 1)) return false;
      }
    }
    return left >= 0;
  };
  return fits(value, 0);
}
