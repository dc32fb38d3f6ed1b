import { drawn } from './drawn.ts';

/** Texts that break what handles texts carelessly: nothing, halves of characters, names of JavaScript's own, scripts without spaces. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\n\t\r\n',
  '.',
  'wholly unheard-of vocables',
  '__proto__ constructor toString hasOwnProperty',
  'ΣΟΦΟΣ ΣΑΣ σοφος',
  'İstanbul I ı i̇',
  'e\u0301 é nai\u0308ve naïve \u0301 a\u0301\u0302',
  'don’t can\'t "quoted" ‘single’ 3,14 1.000 1,000.5 a:b x_y __ _ a.b .a a. 1a a1',
  '東京都に住む 食べる、飲む。 かつ東京',
  'สวัสดีครับ ไปไหน',
  '👨‍👩‍👧‍👦 🇩🇪 ok 👍🏽',
  '\ud800 half \udfff halves\ud83d',
  '\u0000 nul\u0000nul \u0007',
  '\ufeffbom \ufffe',
  'ﬁ ligature Ⅳ ² ½ ℃ ｆｕｌｌ',
  'العَرَبِيَّة مَرْحَبًا',
  'हिन्दी में क्षत्रिय',
  `${'x'.repeat(256)} ${'y'.repeat(257)} z`,
  'warm '.repeat(500),
  'a\u00a0b\u2003c\u2028d\u0085e\u000bf',
  'zero\u200bwidth\u200djoiner\u00ad soft',
  'ß ẞ STRASSE straße',
  '\u212a \u212b \u2126 Kelvin',
  'cold<padding> <unknown> <start> <end>',
  '▁ a▁b  c',
  'the not good running runs runner happily',
  'O\u2019Neil l\u2019été aujourd’hui',
  'ёлка Ёлка й и\u0306',
  'א:ב א.ב اب:جد 1.5👍 a:b👍 a.b👍 a\uff0eb a\uff1ab a\ufe55b 1\uff0e2 1\uff1a2 a.👍 .b👍 a..b👍',
  'סי׳ צה"ל פ\'',
  // One as long as a token may be, and one that is longer and has the same stem.
  `${'a'.repeat(254)}ed ${'a'.repeat(254)}ing`,
];

const alphabet = [
  ..."abcABZ éÉñ  _.,:;'’-0123",
  'Σ',
  'ς',
  'İ',
  '\u0301',
  '\u0308',
  '\u00df',
  'ж',
  '東',
  'か',
  'ส',
  '👍',
  '\ud800',
  '\n',
  '\u00a0',
  '\u200d',
  'warm ',
  'cold ',
  'naïve ',
  '▁',
] as const;

/** Texts drawn from characters and words, the same ones every time. */
export function drawnTexts(count: number): string[] {
  const { whole } = drawn(11);
  return Array.from({ length: count }, () =>
    Array.from({ length: whole(1, 24) }, () => alphabet[whole(0, alphabet.length - 1)] ?? '').join(''),
  );
}
