/** Text that a spreadsheet would take for a formula, however it came into a file's name. */
const formula = /^[=+\-@\t\r]/;

/**
 * One line of a CSV (RFC 4180). Texts are quoted; one that a spreadsheet would run gets an apostrophe before it
 * (https://owasp.org/www-community/attacks/CSV_Injection). Numbers are written with the digits that float32 has.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(7)));
  const safe = formula.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
