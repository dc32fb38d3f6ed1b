/** A line of a file of vectors: where the word ends and the numbers begin. */
export interface VectorLine {
  word: string;
  /** The numbers, as they stand there. */
  numbers: string;
}

const space = 0x20;
const isBlank = (code: number) => code === space || code === 0x09;

/** How many fields stand between blanks. */
export function fieldCount(line: string): number {
  let count = 0;
  let inside = false;
  for (let at = 0; at < line.length; at += 1) {
    const blank = isBlank(line.charCodeAt(at));
    if (!blank && !inside) count += 1;
    inside = !blank;
  }
  return count;
}

/** The first line of word2vec and FastText, "400000 300": how many words, and their dimension. Null for any other line. */
export function headerOf(line: string): { words: number; dimension: number } | null {
  const [, words, dimension] = /^\s*(\d{1,12})\s+(\d{1,6})\s*$/.exec(line) ?? [];
  return words === undefined || dimension === undefined ? null : { words: Number(words), dimension: Number(dimension) };
}

/**
 * Parts a line at its last `dimension` fields; what stands before is the word, and may have spaces in it (GloVe has a few such).
 * Null where there are more or fewer numbers than that.
 */
export function splitLine(line: string, dimension: number): VectorLine | null {
  let at = line.length;
  for (let field = 0; field < dimension; field += 1) {
    while (at > 0 && isBlank(line.charCodeAt(at - 1))) at -= 1;
    if (at === 0) return null;
    while (at > 0 && !isBlank(line.charCodeAt(at - 1))) at -= 1;
  }
  if (!/^[\d.+-]/.test(line.slice(at, at + 1))) return null;
  const word = line.slice(0, at).trim();
  // "cat 0.1" is no word: the line has a number too many.
  const last = /[ \t](\S+)$/.exec(word)?.[1];
  return word === '' || (last !== undefined && Number.isFinite(Number(last))) ? null : { word, numbers: line.slice(at) };
}

/** Reads the numbers into `into` from `offset` on; says whether each is one. */
export function readNumbers(numbers: string, into: Float32Array, offset: number): boolean {
  let place = offset;
  for (const field of numbers.split(/[ \t]+/)) {
    if (field === '') continue;
    const value = Number(field);
    if (!Number.isFinite(value)) return false;
    into[place] = value;
    place += 1;
  }
  return true;
}
