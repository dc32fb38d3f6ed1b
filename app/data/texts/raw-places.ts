/** Where stretches of a normalised text come from: each of its UTF-16 units from [starts, ends) of the text as it was written. */
export interface RawPlaces {
  starts: Int32Array;
  ends: Int32Array;
}

/**
 * Follows a text through `normalise`, character by character (graphemes, since marks join the letter before them). Where the
 * length of a character changes, every unit that comes of it stands for the whole of it; where neighbours become one, for both.
 */
export function rawPlaces(text: string, normalise: (text: string) => string): RawPlaces {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { start, end, units } of stretches(text, normalise)) {
    for (let unit = 0; unit < units; unit += 1) {
      const same = units === end - start;
      starts.push(same ? start + unit : start);
      ends.push(same ? start + unit + 1 : end);
    }
  }
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** The shortest stretches [start, end) that are normalised alone as they are beside each other, with what they become in UTF-16 units. */
function* stretches(text: string, normalise: (text: string) => string): Generator<{ start: number; end: number; units: number }> {
  let start = 0;
  let made = '';
  for (const { segment, index } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    const own = normalise(segment);
    const together = normalise(text.slice(start, index + segment.length));
    if (index > start && together === made + own) {
      yield { start, end: index, units: made.length };
      start = index;
      made = own;
    } else made = together;
  }
  if (text !== '') yield { start, end: text.length, units: made.length };
}
