/** What a character is to the rules of word boundaries (https://unicode.org/reports/tr29/#Word_Boundaries). */
export const wordClass = {
  /** Ends a word, belongs to none. */
  other: 0,
  letter: 1,
  digit: 2,
  /** _ holds words together but makes none. */
  joiner: 3,
  /** · and : between letters. */
  midLetter: 4,
  /** , and ; between digits. */
  midDigit: 5,
  /** . ' and ’ between two letters or two digits. */
  midBoth: 6,
} as const;

/** Letters of the Latin, Greek and Cyrillic alphabets as single characters: no marks, no format characters among them. */
const letters =
  '\\u0041-\\u005a\\u0061-\\u007a\\u00aa\\u00ba\\u00b5\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0386\\u0388-\\u038a\\u038c\\u038e-\\u03a1\\u03a3-\\u03f5\\u03f7-\\u0481\\u048a-\\u052f';

/** Characters outside ASCII that end a word wherever they stand: spaces, dashes, quotes, …, €. */
const breaks =
  '\\u0000-\\u007f\\u00a0-\\u00a9\\u00ab\\u00ac\\u00ae-\\u00b4\\u00b6\\u00b9\\u00bb-\\u00bf\\u00d7\\u00f7\\u2010-\\u2017\\u201a-\\u2023\\u2026\\u20ac';

/** Whether `words` of a text can be told by `classOf` alone; what has anything else goes to Intl.Segmenter. */
export const isPlain = new RegExp(`^[${letters}${breaks}\\u00b7\\u2018\\u2019]*$`);

/** One past the last character that has a class. */
const count = 0x20ad;

/** The class of each UTF-16 unit below `count`; only for texts that are plain. */
export const classOf: Uint8Array = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(count);
  const isLetter = new RegExp(`[${letters}]`);
  for (let code = 0; code < count; code += 1) if (isLetter.test(String.fromCharCode(code))) table[code] = wordClass.letter;
  table.fill(wordClass.digit, 0x30, 0x3a);
  const put = (characters: string, value: number) => {
    for (const character of characters) table[character.charCodeAt(0)] = value;
  };
  put('_', wordClass.joiner);
  put(':\u00b7', wordClass.midLetter);
  put(',;', wordClass.midDigit);
  put(".'\u2018\u2019", wordClass.midBoth);
  return table;
}
