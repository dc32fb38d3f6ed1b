/** How a column writes its numbers. */
export interface NumberFormat {
  decimal: '.' | ',';
  /** Between groups of three digits; a space may be a narrow or hard one. */
  thousands: '' | ',' | '.' | ' ' | "'";
}

/** The formats in the order in which they are guessed: what also fits a later one is an earlier one. */
export const numberFormats: readonly NumberFormat[] = [
  { decimal: '.', thousands: '' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '' },
  { decimal: ',', thousands: '.' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: "'" },
];

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const infinite = /^([+-]?)(?:inf|infinity|∞)$/i;
const spaces = /[\u00a0\u202f\u2009]/g;
const groupMarks = { ',': /,/g, '.': /\./g, ' ': / /g, "'": /['’]/g } as const;
const grouped = {
  ',': /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/,
  '.': /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/,
  ' ': /^[+-]?[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d*)?$/,
  "'": /^[+-]?[1-9]\d{0,2}(?:['’]\d{3})+(?:[.,]\d*)?$/,
} as const;

/** The number that a cell without spaces around it says, infinities among them; null where it says none. */
export function readNumber(cell: string, { decimal, thousands }: NumberFormat): number | null {
  const signed = cell.replace(/^−/, '-');
  const whole = thousands === '' ? signed : ungrouped(signed, thousands);
  if (decimal === ',' && whole.includes('.')) return null;
  const text = decimal === ',' ? whole.replace(',', '.') : whole;
  if (plain.test(text)) return Number(text);
  const found = infinite.exec(text);
  if (found === null) return null;
  return found[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Without the marks between groups, where they stand as they must. */
function ungrouped(text: string, thousands: keyof typeof grouped): string {
  const spaced = thousands === ' ' ? text.replace(spaces, ' ') : text;
  return grouped[thousands].test(spaced) ? spaced.replace(groupMarks[thousands], '') : text;
}
