const quote = 34;
const lineFeed = 10;

/**
 * Behind the last line that likely ends a row: its line feed stands outside of quotes, as far as these come in pairs from the beginning,
 * which is that of a row. 0 where there is none.
 */
export function cutOf(bytes: Buffer, quotes: boolean): number {
  const places = quotes ? quotesIn(bytes) : [];
  // Between an even number of quotes before it and the next one.
  for (let even = places.length - (places.length % 2); even >= 0; even -= 2) {
    const found = bytes.lastIndexOf(lineFeed, (places[even] ?? bytes.length) - 1);
    if (found > (places[even - 1] ?? -1)) return found + 1;
  }
  return 0;
}

function quotesIn(bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(quote); at >= 0; at = bytes.indexOf(quote, at + 1)) places.push(at);
  return places;
}
