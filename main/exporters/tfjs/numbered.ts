/** Rules as a numbered list of a README. */
export const numbered = (rules: readonly string[]): string =>
  rules.map((rule, place) => `${String(place + 1).padStart(2)}. ${rule}`).join('\n');
