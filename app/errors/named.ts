const mostNamed = 20;

/** Names of columns, of very many the first. */
export function named(columns: readonly string[]): string {
  const first = columns.slice(0, mostNamed).map((name) => `"${name}"`);
  return columns.length > mostNamed ? `${first.join(', ')} and ${columns.length - mostNamed} more` : first.join(', ');
}
