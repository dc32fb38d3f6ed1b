import { createCoder } from '#app/data/texts/coder.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { type TextValues, textInput } from './codes-source.ts';

/** Texts as the network gets them. */
export interface TextBatch {
  inputs: TextValues;
  /** [texts, …]. */
  shape: [size: number, ...item: number[]];
}

/** Makes what turns raw texts into the network's input, each coded as the training's were. */
export function textBatcher(fitted: FittedText): (texts: readonly string[]) => TextBatch {
  const { shape, make, write } = textInput(fitted);
  const coder = createCoder(fitted);
  const size = shape.reduce((product, each) => product * each, 1);
  return (texts) => {
    const inputs = make(texts.length * size);
    for (const [place, text] of texts.entries()) write(coder.codes(text), inputs, place * size);
    return { inputs, shape: [texts.length, ...shape] };
  };
}
