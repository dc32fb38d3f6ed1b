/** Characters of the longest line that is read. */
export const longestLine = 1_000_000;

/** Text in parts of any size, cut anywhere. */
export type TextChunks = AsyncIterable<string> | Iterable<string>;

/**
 * The lines of a text that comes in parts, without their ends (\n or \r\n), in memory for one part and one line. A line that
 * is longer than `longestLine` comes as null.
 */
export async function* linesOf(chunks: TextChunks): AsyncGenerator<(string | null)[]> {
  let rest = '';
  let tooLong = false;
  for await (const chunk of chunks) {
    const parts = chunk.split('\n');
    const lines: (string | null)[] = [];
    for (const [place, part] of parts.entries()) {
      rest = tooLong ? '' : rest + part;
      tooLong ||= rest.length > longestLine;
      if (place === parts.length - 1) break;
      lines.push(tooLong ? null : rest.endsWith('\r') ? rest.slice(0, -1) : rest);
      rest = '';
      tooLong = false;
    }
    yield lines;
  }
  if (tooLong) yield [null];
  else if (rest !== '') yield [rest];
}
