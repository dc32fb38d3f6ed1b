import { createCoder } from '#app/data/texts/coder.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { tokenPlaces } from '#app/data/texts/pad.ts';
import { promptInto } from '#app/data/texts/step-answers.ts';
import { wordCoder } from '#app/data/texts/words-and-marks.ts';
import { inputOf, type TextInput, textInput } from './codes-source.ts';
import type { TextBatch } from './text-batch.ts';

/** Raw texts as a trained network is asked about them. */
export interface AskedTexts extends TextBatch {
  /**
   * Which rows of its answer are the answers to each text: its own of [texts, classes]; of [texts · timesteps, classes] those of
   * its words where they get tags, and the one behind its end where it is to be gone on with.
   */
  rows: number[][];
}

/** Writes a text's input at an offset, and tells at which of its steps the answers stand. */
type Asker = (text: string, into: ReturnType<TextInput['make']>, offset: number) => number[];

/** Makes what turns raw texts into a question, each coded as the training's were. */
export function textAsker(fitted: FittedText): (texts: readonly string[]) => AskedTexts {
  const { answers, length } = fitted.settings;
  const steps = answers === 'class' ? 1 : length;
  const { input, ask } = askers[answers](fitted);
  const { shape, make } = input;
  const size = shape.reduce((product, each) => product * each, 1);
  return (texts) => {
    const inputs = make(texts.length * size);
    const rows = texts.map((text, place) => ask(text, inputs, place * size).map((step) => place * steps + step));
    return { inputs, shape: [texts.length, ...shape], rows };
  };
}

const askers: Record<FittedText['settings']['answers'], (fitted: FittedText) => { input: TextInput; ask: Asker }> = {
  class(fitted) {
    const input = textInput(fitted);
    const coder = createCoder(fitted);
    return {
      input,
      ask(text, into, offset) {
        input.write(coder.codes(text), into, offset);
        return [0];
      },
    };
  },
  tags(fitted) {
    const input = textInput(fitted);
    const coded = wordCoder(fitted);
    return {
      input,
      ask(text, into, offset) {
        const { words, codes } = coded(text);
        input.write(codes, into, offset);
        return [...tokenPlaces(words.length, fitted.settings).entries()].flatMap(([step, place]) => (place === 0 ? [] : [step]));
      },
    };
  },
  next(fitted) {
    const coder = createCoder(fitted);
    let last = -1;
    const input = inputOf(fitted, (codes, into, offset) => {
      last = promptInto(codes, fitted.settings, into, offset);
    });
    return {
      input,
      ask(text, into, offset) {
        input.write(coder.codes(text), into, offset);
        return last < 0 ? [] : [last];
      },
    };
  },
};
