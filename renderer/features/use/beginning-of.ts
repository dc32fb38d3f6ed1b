/** A beginning is this share of its text, but no longer than so many characters. */
const share = 0.4;
const longest = 80;

/** Parts a text where a word ends, so that there is something to go on from and something to come. */
export function beginningOf(text: string): { begin: string; rest: string } {
  const about = Math.min(longest, Math.max(1, Math.round(text.length * share)));
  const [word = ''] = /\s/.test(text.charAt(about - 1)) ? [] : (/^\S*\s?/.exec(text.slice(about)) ?? []);
  const at = about + (word.length > longest ? 0 : word.length);
  return { begin: text.slice(0, at), rest: text.slice(at) };
}
