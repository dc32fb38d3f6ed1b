import { type TextAnswers, type TextPreprocessing, textPreprocessing } from './preprocessing.ts';

/**
 * How texts are prepared at first for what is learned of them. `whole`: a row is a text from its beginning to its end, so that
 * start and end can be learned; a piece that was cut out of a longer text has neither.
 */
export function suggestedTexts(answers: TextAnswers, whole: boolean): TextPreprocessing {
  const settings = { kind: 'texts', answers } as const;
  switch (answers) {
    case 'class':
      return textPreprocessing.parse(settings);
    case 'tags':
      return textPreprocessing.parse({ ...settings, padding: 'post', truncation: 'post' });
    case 'next':
      // What is written on should be written as the texts are: with capitals, and letter by letter.
      return textPreprocessing.parse({
        ...settings,
        tokens: 'characters',
        lowercase: false,
        startEnd: whole,
        padding: 'post',
        truncation: 'post',
      });
  }
}
