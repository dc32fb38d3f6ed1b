/** Why a cell cannot be a text or a label, or null. */
export function valueProblem(value: string | null): string | null {
  if (value === null) return 'it is missing';
  if (value.trim() === '') return 'it is empty';
  return textProblem(value);
}

/** Why a piece of text cannot be taken, or null. */
export function textProblem(value: string): string | null {
  if (!value.isWellFormed()) return 'it holds bytes that are no text in the encoding of the file';
  return value.includes('\0') ? 'it holds a NUL character' : null;
}

/** Fit to be shown: one line, of so many characters. */
export const shortened = (text: string, characters: number): string =>
  (text.length > characters ? `${text.slice(0, characters)}…` : text).toWellFormed().replace(/\p{Cc}+/gu, ' ');
